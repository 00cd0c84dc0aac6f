import { z } from 'zod/mini';

export const PAYMENT_METHODS = [
  'bank-transfer',
  'paypal',
  'payoneer',
  'wise',
  'skrill',
  'mangopay',
  'gift-card',
  'crypto',
  'mvola',
  'orange-money',
  'airtel-money',
  'wave',
  'mtn-momo',
  'moov-money',
  'cheque',
  'other',
] as const;
export const paymentMethod = z.enum(PAYMENT_METHODS);
export type PaymentMethod = z.infer<typeof paymentMethod>;
