import { expect, test } from 'vitest';
import { isPushEndpointAllowed } from './rules.ts';

const ALLOWED = ['https://push.example', 'https://*.services.example', 'http://127.0.0.1:9000'];

test.each([
  ['https://push.example/send/abc', true],
  ['https://push.example:443/send/abc', true],
  ['https://push.example:8443/send/abc', false],
  ['http://push.example/send/abc', false],
  ['https://a.services.example/x', true],
  ['https://a.b.services.example/x', true],
  ['https://services.example/x', false],
  ['https://evilservices.example/x', false],
  ['https://services.example.evil.test/x', false],
  ['https://user@push.example/x', false],
  ['https://push.example@evil.test/x', false],
  ['http://127.0.0.1:9000/x', true],
  ['http://127.0.0.1:9001/x', false],
  ['http://169.254.169.254/latest', false],
  ['file:///etc/passwd', false],
  ['no address', false],
])('a push to %s: %s', (endpoint, allowed) => {
  expect(isPushEndpointAllowed(endpoint, ALLOWED)).toBe(allowed);
});
