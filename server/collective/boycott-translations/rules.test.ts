import { describe, expect, test } from 'vitest';
import { toBoycottTranslation, type TranslationFacts } from './rules.ts';

/** When a translation stands in place of the original, and who may say that it is right. */

const FACTS: TranslationFacts = {
  id: '3k9000000000',
  language: 'en',
  title: 'Not at three cents',
  grievance: 'Three cents a task.',
  demands: 'Ten cents.',
  partaking: 'Take no task.',
  endsWhen: 'The price rises.',
  by: 'Nour',
  on: '2026-11-30',
  readOn: '2026-12-01',
  fits: true,
  hiding: null,
  mine: false,
  isParty: false,
};
const HIDING: TranslationFacts['hiding'] = {
  level: 'hidden',
  rule: 'R4',
  decision: '3k9000000001',
  until: null,
};

function of(
  facts: Partial<TranslationFacts>,
  viewer: { established?: boolean; boycottVisible?: boolean } = {},
) {
  const about = { established: true, boycottVisible: true, ...viewer };
  return toBoycottTranslation({ ...FACTS, ...facts }, about);
}

describe('a translation is shown', () => {
  test.each([
    ['confirmed, and fits', {}, true],
    ['that nobody confirmed', { readOn: null }, false],
    ['whose original has changed since', { fits: false }, false],
    ['hidden by a decision', { hiding: HIDING }, false],
  ])('%s', (_, facts, shown) => {
    expect(of(facts).shown).toBe(shown);
  });
});

describe('who may confirm it', () => {
  test.each([
    ['a second person, while it waits', { readOn: null }, {}, true],
    ['a second person, once the original changed', { fits: false }, {}, true],
    ['nobody where it is shown', {}, {}, false],
    ['nobody where it is hidden', { readOn: null, hiding: HIDING }, {}, false],
    ['no party', { readOn: null, isParty: true }, {}, false],
    ['no member who is not established', { readOn: null }, { established: false }, false],
    ['nobody where the boycott is hidden', { readOn: null }, { boycottVisible: false }, false],
  ])('%s', (_, facts, viewer, canConfirm) => {
    expect(of(facts, viewer).canConfirm).toBe(canConfirm);
  });
});
