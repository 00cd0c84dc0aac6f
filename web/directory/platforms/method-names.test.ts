import { expect, test } from 'vitest';
import { PAYMENT_METHODS } from '#shared/directory/payment-methods.ts';
import { findServiceNames } from '#shared/media/service-names.ts';
import { messagesFor } from '#web/i18n/messages.ts';

test('each payment method with a name of its own is known on pictures as a payment service', () => {
  const [french, english] = [messagesFor('fr'), messagesFor('en')].map((t) => t.platforms.methods);
  // Where both languages use one word, it is the name of a service.
  const services = PAYMENT_METHODS.filter((method) => french?.[method] === english?.[method]);
  expect(services.length).toBeGreaterThanOrEqual(11);
  const unknown = services
    .map((method) => french?.[method] ?? '')
    .filter((name) => findServiceNames(name)[0]?.end !== name.length);
  expect(unknown).toEqual([]);
});
