import { describe, expect, test } from 'vitest';
import {
  DRAFT_PREFIX,
  draftName,
  isTyped,
  planFormRestore,
  planRestore,
  readDraft,
  takeDraft,
} from './draft-rules.ts';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const DAY = 86_400_000;
const draft = { at: NOW, key: 'clef-1234', fields: { text: 'Bonjour', title: 'Titre' } };

test('accounts and forms never share a draft', () => {
  const names = [
    draftName('a', '/api/threads/x/posts'),
    draftName('b', '/api/threads/x/posts'),
    draftName('a', '/api/threads/y/posts'),
  ];
  expect(new Set(names).size).toBe(3);
  expect(names.filter((name) => name.startsWith(DRAFT_PREFIX))).toEqual(names);
});

describe('what was kept is read strictly', () => {
  test('as it was written', () => {
    expect(readDraft(JSON.stringify(draft), NOW + 29 * DAY)).toEqual(draft);
  });

  test.each([
    [null],
    [''],
    ['{'],
    ['null'],
    ['[]'],
    ['"x"'],
    ['{"at":1}'],
    [JSON.stringify({ ...draft, at: 'x' })],
    [JSON.stringify({ ...draft, fields: null })],
    [JSON.stringify({ ...draft, fields: {} })],
    [JSON.stringify({ ...draft, fields: { text: 3 } })],
    [JSON.stringify({ ...draft, at: NOW - 31 * DAY })],
  ])('%s is none', (kept) => {
    expect(readDraft(kept, NOW)).toBeNull();
  });
});

describe('only what was typed is kept', () => {
  test.each([
    [{ text: '' }, {}, false],
    [{ text: '  \n' }, {}, false],
    [{ text: '> citation\n' }, { text: '> citation' }, false],
    [{ text: '> citation\nOui' }, { text: '> citation' }, true],
    [{ text: '', title: 'Titre' }, {}, true],
  ])('%j after %j: %s', (fields, initial, typed) => {
    expect(isTyped(fields, initial)).toBe(typed);
  });
});

describe('a draft never overwrites', () => {
  test.each([
    [{ text: '', title: '' }, 'restore'],
    [{ text: ' ', title: 'Autre' }, 'restore'],
    [{ text: 'Bonjour ', title: 'Titre' }, 'same'],
    [{ text: '> citation', title: 'Titre' }, 'offer'],
    [{ text: 'Bonjour', title: 'Autre' }, 'offer'],
  ] as const)('where %j stands: %s', (shown, plan) => {
    expect(planRestore(draft, shown)).toBe(plan);
  });

  test.each([
    ['> a', 'b', false, '> a\n\nb'],
    ['> a', '> a\n\nb', false, '> a\n\nb'],
    ['ancien', 'nouveau', true, 'nouveau'],
  ])('taken, %j and %j (edits: %s) are %j', (shown, kept, edits, text) => {
    expect(takeDraft(shown, kept, edits)).toBe(text);
  });
});

describe('the draft of a payout', () => {
  const kept = { ...draft, fields: { platform: 'Appen', outcome: 'waiting', expected: '12' } };
  const empty = { platform: '', outcome: '', expected: '', currency: 'EUR' };
  const prefilled = ['platform', 'outcome'];

  test('expires when it says', () => {
    const week = JSON.stringify({ ...kept, until: NOW + 7 * DAY });
    expect(readDraft(week, NOW + 7 * DAY)).not.toBeNull();
    expect(readDraft(week, NOW + 7 * DAY + 1)).toBeNull();
  });

  test.each([
    ['an untouched form', empty, empty, 'restore'],
    ['one for the same platform', { ...empty, platform: 'Appen' }, undefined, 'restore'],
    ['one for another platform', { ...empty, platform: 'Clickworker' }, undefined, 'offer'],
    ['one for another outcome', { ...empty, outcome: 'received' }, undefined, 'offer'],
    ['one with something typed', { ...empty, expected: '30' }, empty, 'offer'],
  ] as const)('in %s', (_, shown, initial, plan) => {
    expect(planFormRestore(kept, shown, initial ?? shown, prefilled)).toBe(plan);
  });
});
