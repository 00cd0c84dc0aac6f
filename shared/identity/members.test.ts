import { describe, expect, test } from 'vitest';
import { plainTextExcerpt } from './members.ts';

describe('the beginning of a post, as plain text', () => {
  test.each([
    ['a plain sentence', 'Payée hier.', 'Payée hier.'],
    ['without what others said', '> Et toi ?\n>> Moi non.\n\nMoi oui.', 'Moi oui.'],
    ['without signs of Markdown', '## Titre\n**gras** et `code`', 'Titre gras et code'],
    ['with the words of a link', 'Voir [la page](https://x.example/a).', 'Voir la page.'],
    ['of nothing but a quote', '> Rien', ''],
    ['cut at a word', `${'mot '.repeat(60)}fin`, `${'mot '.repeat(40).trim()}…`],
    ['of one endless word', 'x'.repeat(500), `${'x'.repeat(160)}…`],
    ['without half a sign at its end', '😀'.repeat(200), `${'😀'.repeat(160)}…`],
  ])('%s', (_, markdown, text) => {
    expect(plainTextExcerpt(markdown)).toBe(text);
  });
});
