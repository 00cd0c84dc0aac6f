import { describe, expect, test } from 'vitest';
import { recoveryPhraseNeedsPassword, validatePseudonym, normalizePseudonym } from './rules.ts';

describe('pseudonymIssue', () => {
  test.each([
    ['Aïna', null],
    ['Marie-Jo 75', null],
    ['j.p_dupont', null],
    ['مريم', null],
    ['marie@example.org', 'email-address'],
    ['marie.dupont gmail.com', 'email-address'],
    ['marie_hotmail_fr', 'email-address'],
    ['<b>Marie</b>', 'name-characters'],
    ['Marie/..', 'name-characters'],
    ['Marie\u202eadmin', 'name-characters'],
    // A Cyrillic а, which could impersonate another member.
    ['M\u0430rie', 'name-characters'],
    ['Zoé 日本', null],
    ['Zoé α', 'name-characters'],
    ['-_.', 'name-characters'],
    ['Modératrice', 'taken'],
    ['CONTRENOTE', 'taken'],
    ['Membre  Supprimé', 'taken'],
  ])('%s → %s', (pseudonym, issue) => {
    expect(validatePseudonym(pseudonym)).toBe(issue);
  });

  test('what is kept has one space between words and composed accents', () => {
    expect(normalizePseudonym('  Ai\u0308na   B ')).toBe('Aïna B');
  });
});

describe('phraseAsksPassword', () => {
  const createdAt = new Date('2026-11-20T10:00:00Z');
  const after = (minutes: number): Date => new Date(createdAt.getTime() + minutes * 60_000);
  test.each([
    ['no phrase, account just made', null, 5, false],
    ['no phrase, at the limit', null, 60, false],
    ['no phrase, but an hour has gone', null, 61, true],
    ['a phrase stands already', 'hash', 5, true],
  ])('%s', (_, recoveryHash, minutes, asked) => {
    expect(recoveryPhraseNeedsPassword({ createdAt, recoveryHash }, after(minutes))).toBe(asked);
  });
});
