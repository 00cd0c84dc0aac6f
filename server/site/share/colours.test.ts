import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COLOURS } from './colours.ts';

test('pictures and badges have the colours of the pages', () => {
  const tokens = readFileSync('web/styles/tokens.css', 'utf8');
  for (const [name, [light, dark]] of Object.entries(COLOURS)) {
    expect(tokens).toContain(`--${name}: light-dark(${light}, ${dark});`);
  }
});
