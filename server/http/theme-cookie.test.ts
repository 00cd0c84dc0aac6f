import { expect, test } from 'vitest';
import { readTheme, themeCookie } from './theme-cookie.ts';

test('the chosen theme is read back among other cookies', () => {
  for (const theme of ['light', 'dark'] as const) {
    const [pair] = themeCookie(theme, true).split(';');
    expect(readTheme(`written=7; ${pair}; session=x`)).toBe(theme);
  }
});

test('anything else follows the device', () => {
  for (const cookies of [undefined, '', 'theme=', 'theme=darker', 'theme=blue', 'mytheme=dark']) {
    expect(readTheme(cookies), String(cookies)).toBeNull();
  }
  expect(themeCookie('device', false)).toContain('Max-Age=0');
});
