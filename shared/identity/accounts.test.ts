import { expect, test } from 'vitest';
import { parseRedirectPath } from './accounts.ts';

test.each([
  ['/fr/reglages', '/fr/reglages'],
  ['/en/platforms?standing=reliable&page=2', '/en/platforms?standing=reliable&page=2'],
  ['/fr/plateformes/clickworker', '/fr/plateformes/clickworker'],
  ['/fr', '/fr'],
])('%s is a page of ours', (address, path) => {
  expect(parseRedirectPath(address)).toBe(path);
});

test.each([
  undefined,
  '',
  'fr/reglages',
  '//evil.example',
  '//evil.example/fr',
  '/\\evil.example',
  '/\\/evil.example/fr',
  '\\\\evil.example',
  '/\t/evil.example/fr',
  'https://evil.example/fr',
  'javascript:alert(1)',
  '/api/me/data.json',
  '/fr/../../evil',
  '/fr/@evil.example',
  'http://page.invalid.evil.example/fr',
])('%s leads nowhere', (address) => {
  expect(parseRedirectPath(address)).toBeNull();
});

test('what is hidden in a parameter stays a parameter', () => {
  expect(parseRedirectPath('/fr/plateformes/%2F%2Fevil.example')).toBe(
    '/fr/plateformes/%2F%2Fevil.example',
  );
});
