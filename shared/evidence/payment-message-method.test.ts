import { expect, test } from 'vitest';
import { readPaymentMethod } from './payment-message-method.ts';

test.each([
  ['MVola: Vous avez recu 52 750 Ar de Clickworker', 'mvola'],
  ['Vous avez reçu 5 000 FCFA sur votre compte Orange Money.', 'orange-money'],
  ['Airtel Money : vous avez reçu 20 000 Ar', 'airtel-money'],
  ['Wave : vous avez reçu 10.000F de Toloka', 'wave'],
  ['You have received 30 GHS on your MTN MoMo wallet', 'mtn-momo'],
  ['Moov Money: transfert de 4 000 FCFA', 'moov-money'],
  ['MVola : reçu d’un compte Orange Money', 'mvola'],
  ['Virement de 27,43 € de Clickworker', null],
  ['the microwave is not a service', null],
])('%s', (message, method) => {
  expect(readPaymentMethod(message)).toBe(method);
});
