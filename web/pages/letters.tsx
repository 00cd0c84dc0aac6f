import { letterPage } from '#web/evidence/letter-templates/letter-page.tsx';

export const letterPayment = letterPage('payment');
export const letterRefusal = letterPage('refusal');
export const letterData = letterPage('data');
