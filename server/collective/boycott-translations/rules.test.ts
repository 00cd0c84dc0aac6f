import { describe, expect, test } from 'vitest';
import type { BoycottTranslation, Translation } from '#shared/collective/boycott-translations.ts';
import {
  toTranslation,
  translatableTexts,
  type OrganiserTexts,
  type TranslationFacts,
  type TranslationViewer,
} from './rules.ts';

/** When a translation stands in place of the original, and who may say that it is right. */

const FACTS: TranslationFacts<BoycottTranslation> = {
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
  refusedOn: null,
  refusal: null,
  fits: true,
  hiding: null,
  mine: false,
  isParty: false,
};
const HIDING: Translation['hiding'] = {
  level: 'hidden',
  rule: 'R4',
  decision: '3k9000000001',
  until: null,
};

function of(facts: Partial<typeof FACTS>, viewer: Partial<TranslationViewer> = {}) {
  const about = { established: true, representsPlatform: false, boycottVisible: true, ...viewer };
  return toTranslation({ ...FACTS, ...facts }, about);
}

describe('a translation is shown', () => {
  test.each([
    ['confirmed, and fits', {}, true],
    ['that nobody confirmed', { readOn: null }, false],
    ['whose original has changed since', { fits: false }, false],
    ['hidden by a decision', { hiding: HIDING }, false],
    ['that was refused', { readOn: null, refusedOn: '2026-12-01' }, false],
  ])('%s', (_, facts, shown) => {
    expect(of(facts).shown).toBe(shown);
  });
});

describe('who may confirm it', () => {
  test.each([
    ['a second person, while it waits', { readOn: null }, {}, true],
    ['a second person, once the original changed', { fits: false }, {}, true],
    ['nobody where it is shown', {}, {}, false],
    ['nobody where it was refused', { readOn: null, refusedOn: '2026-12-01' }, {}, false],
    ['nobody where it is hidden', { readOn: null, hiding: HIDING }, {}, false],
    ['no party', { readOn: null, isParty: true }, {}, false],
    ['no member who is not established', { readOn: null }, { established: false }, false],
    ['nobody where the boycott is hidden', { readOn: null }, { boycottVisible: false }, false],
  ])('%s', (_, facts, viewer, canConfirm) => {
    expect(of(facts, viewer).canConfirm).toBe(canConfirm);
  });
});

const REFUSED = { readOn: null, refusedOn: '2026-12-01', isParty: true } as const;

describe('who may correct it', () => {
  test.each([
    ['its author, once it was refused', { ...REFUSED, mine: true }, {}, true],
    ['nobody before', { ...REFUSED, mine: true, refusedOn: null }, {}, false],
    ['nobody else', REFUSED, {}, false],
    ['nobody where it is hidden', { ...REFUSED, mine: true, hiding: HIDING }, {}, false],
    ['nobody who is not established', { ...REFUSED, mine: true }, { established: false }, false],
    ['nobody of the platform', { ...REFUSED, mine: true }, { representsPlatform: true }, false],
    [
      'nobody where the boycott is hidden',
      { ...REFUSED, mine: true },
      { boycottVisible: false },
      false,
    ],
  ])('%s', (_, facts, viewer, canCorrect) => {
    expect(of(facts, viewer).canCorrect).toBe(canCorrect);
  });
});

describe('who reads why it was refused', () => {
  const refusal = { reason: 'missing', text: 'The second sentence.' } as const;
  test.each([
    ['its author', { mine: true }, { established: false }, refusal],
    ['a trusted member', {}, {}, refusal],
    ['nobody who is not established', {}, { established: false }, null],
    ['nobody of the platform', {}, { representsPlatform: true }, null],
  ])('%s', (_, facts, viewer, read) => {
    expect(of({ ...REFUSED, ...facts, refusal }, viewer).refusal).toEqual(read);
  });
});

describe('which texts of organisers may be translated', () => {
  const TEXTS = {
    outcomeText: 'Dix centimes.',
    lookBack: null,
    messages: [
      { id: '3k9000000002', hiding: null },
      { id: '3k9000000003', hiding: HIDING },
    ],
  } as OrganiserTexts;
  const MAY = { established: true, representsPlatform: false, boycottVisible: true };
  const MESSAGE = { part: 'message', message: '3k9000000002' } as const;
  const OUTCOME = { part: 'outcome', message: null } as const;
  const own = { ...OUTCOME, mine: true, readOn: null, hiding: null };

  test.each([
    ['those that can be read', [], MAY, [MESSAGE, OUTCOME]],
    ['not one of which hers waits', [own], MAY, [MESSAGE]],
    ['one of which another’s waits', [{ ...own, mine: false }], MAY, [MESSAGE, OUTCOME]],
    ['one of which hers is confirmed', [{ ...own, readOn: '2026-12-01' }], MAY, [MESSAGE, OUTCOME]],
    ['none for who is not established', [], { ...MAY, established: false }, []],
    ['none for the platform', [], { ...MAY, representsPlatform: true }, []],
    ['none of a hidden boycott', [], { ...MAY, boycottVisible: false }, []],
  ])('%s', (_, translations, viewer, texts) => {
    expect(translatableTexts(TEXTS, translations, viewer)).toEqual(texts);
  });
});
