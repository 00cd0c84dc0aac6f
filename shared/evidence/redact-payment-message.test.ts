import { expect, test } from 'vitest';
import { redactPaymentMessage } from './redact-payment-message.ts';

const MVOLA =
  'MVola: Vous avez recu 52 750 Ar de Clickworker (0341234567) le 03/11/26 a 14:05. Solde: 103 250 Ar. Ref: 1234567890';

test.each([
  ['an amount in ariary keeps two digits', MVOLA, ['52 ███ Ar', '10█ ███ Ar']],
  ['so do hundreds of euros, with their cents covered', 'Reçu 127,43 € de X', ['12█,████']],
  ['27 euros stay readable', 'Reçu 27,43 € de X', ['27,████']],
  ['a nought before does not count', 'Reçu 0,43 € de X', ['0,']],
])('%s', (_, message, shown) => {
  for (const part of shown) expect(redactPaymentMessage(message, ['Clickworker'])).toContain(part);
});

test('what identifies her is covered, the platform stays', () => {
  const covered = redactPaymentMessage(MVOLA, ['Clickworker']);
  expect(covered).toContain('Clickworker');
  for (const secret of ['0341234567', '03/11', '14:05', '1234567890', '52 750', '103 250']) {
    expect(covered, secret).not.toContain(secret);
  }
});

test('the length of the blocks tells nothing', () => {
  expect(redactPaymentMessage('Ref: 12345', [])).toBe(
    redactPaymentMessage('Ref: 1234567890123', []),
  );
});

test.each([
  [MVOLA],
  ['Reçu 1 127,43 € de X'],
  ['Received 15750 FCFA from Nadia B\r\nBalance 1'],
  [
    'Vous avez recu 27 500 Ar de RAKOTO Jean (0341234567) le 12/05/24 a 14:32. Nouveau solde: 103 250 Ar. Ref: 1234567890',
  ],
  ['Bonjour Jean, votre virement de 1 234,50 € du 12 mai 2024 est parti. Carte **** 4242'],
  [
    'You received €27.43 from Jane Smith on May 12, 2024 at 2:15 PM. Transaction ID: 9XK21345AB678901C',
  ],
  ['IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX, a@example.org, +33 6 12 34 56 78'],
])('twice is once: %s', (message) => {
  const once = redactPaymentMessage(message, ['Clickworker']);
  expect(redactPaymentMessage(once, ['Clickworker'])).toBe(once);
  // The browser knows the name as typed, the server the platform's official one.
  expect(redactPaymentMessage(once, ['clickworker.com', 'Clickworker'])).toBe(once);
});
