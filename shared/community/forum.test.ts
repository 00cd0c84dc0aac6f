import { expect, test } from 'vitest';
import { postForm, renameForm, threadCursor } from './forum.ts';
import { followCursor, inboxCursor } from './inbox.ts';

test.each([
  'Ligne\u0000 coupée',
  'Ligne\ncoupée en deux',
  'Payé \u202Eeyap trop tard',
  'Payé \u2066trop tard',
  'Payé \u200Ftrop tard',
  '!!!!! ?????',
  '\u200B\u200B\u200B\u200B\u200B',
  'Voir https://evil.example',
  'Voir www.evil.example',
])('a title cannot deceive or be empty to the eye: %j', (title) => {
  expect(renameForm.safeParse({ title }).success).toBe(false);
});

test.each(['Payé 27,50 € : enfin !', 'سؤال عن الدفع', 'Un avis 👍🏽 sur awww.', 'کار می\u200Cکنم'])(
  'a plain title in any script stays one: %s',
  (title) => {
    expect(renameForm.safeParse({ title }).success).toBe(true);
  },
);

test.each(['\u200B\u200B', '\u3164', '\u2800 \u2060', '\u00AD', '\u202E'])(
  'a post shows something: %j',
  (text) => {
    expect(postForm.safeParse({ text }).success).toBe(false);
  },
);

test.each(['?', '👍', 'oui', '👩‍💻'])('a short post is one: %s', (text) => {
  expect(postForm.safeParse({ text }).success).toBe(true);
});

test('lists go on only from moments that exist', () => {
  const schemas = [
    [threadCursor, (moment: string) => `${moment}_abcdefghjkmn`],
    [followCursor, (moment: string) => `${moment}_thread_abcdefghjkmn`],
    [inboxCursor, (moment: string) => `u_${moment}_abcdefghjkmn`],
  ] as const;
  for (const [schema, cursorAt] of schemas) {
    expect(schema.safeParse(cursorAt('2026-02-28T23:59:59Z')).success).toBe(true);
    for (const moment of ['2026-13-99T00:00:00Z', '2026-02-30T00:00:00Z', '2026-01-01T25:00:00Z']) {
      expect(schema.safeParse(cursorAt(moment)).success).toBe(false);
    }
  }
});
