import { describe, expect, test } from 'vitest';
import type { BoycottTranslation } from '#shared/collective/boycott-translations.ts';
import type { BoycottEvent } from '#shared/collective/boycott-timeline.ts';
import {
  nextOrganiserStep,
  organiserSteps,
  type OrganiserStepName,
  type OrganiserStepState,
} from './organiser-steps.ts';

/** What an organiser still has to do, step by step. */

type Facts = Parameters<typeof organiserSteps>[0];
const TODAY = '2026-12-01';
const FRENCH = 'Les tâches sont payées trois centimes depuis deux mois, et pas plus.';
const CAN = { nameOrganiser: true, sayOutcome: false, lookBack: false } as Facts['can'];
const DEBATED: Facts = {
  state: 'debated',
  title: 'Pas à trois centimes',
  grievance: FRENCH,
  proposer: 'Nour',
  timeline: [],
  organisers: [],
  translations: [],
  messages: [],
  ownMessage: { waits: false, from: null, offer: true },
  outcome: null,
  lookBack: null,
  endedOn: null,
  can: CAN,
};
const event = (kind: BoycottEvent['kind'], on: string, sentOn: string | null = null) =>
  ({ kind, on, sentOn }) as BoycottEvent;
const translation = (facts: Partial<BoycottTranslation>) =>
  ({
    language: 'en',
    readOn: null,
    fits: true,
    shown: false,
    hiding: null,
    ...facts,
  }) as BoycottTranslation;
const key = (pseudonym: string, hasKey: boolean) =>
  ({ number: 1, pseudonym, hasKey, signedOn: null, refusedOn: null }) as const;

function stateOf(name: OrganiserStepName, facts: Partial<Facts>) {
  const step = organiserSteps({ ...DEBATED, ...facts }, TODAY).find((one) => one.name === name);
  return step?.day === null || step === undefined ? step?.state : [step.state, step.day];
}

describe('each step', () => {
  const cases: readonly [
    OrganiserStepName,
    string,
    Partial<Facts>,
    OrganiserStepState | [OrganiserStepState, string],
  ][] = [
    ['supporters', 'while nobody supports it', { state: 'proposed' }, 'due'],
    ['supporters', 'in the debate', {}, 'done'],
    ['supporters', 'of a call that nobody supported', { state: 'failed' }, 'missed'],
    ['sent', 'before the debate', { state: 'proposed' }, 'later'],
    ['sent', 'in the debate', {}, 'due'],
    [
      'sent',
      'once noted',
      { timeline: [event('sent', TODAY, '2026-11-20')] },
      ['done', '2026-11-20'],
    ],
    ['sent', 'after the end', { state: 'ended' }, 'missed'],
    ['coOrganisers', 'with nobody asked', {}, 'due'],
    ['coOrganisers', 'with one who did not answer', { organisers: [key('Lina', false)] }, 'waits'],
    [
      'coOrganisers',
      'with the proposer’s own key alone',
      { organisers: [key('Nour', true)] },
      'due',
    ],
    ['coOrganisers', 'with the key of another one', { organisers: [key('Lina', true)] }, 'done'],
    ['coOrganisers', 'once pledging began', { state: 'pledging' }, 'missed'],
    ['translations', 'without one', {}, 'due'],
    ['translations', 'that nobody has checked', { translations: [translation({})] }, 'waits'],
    [
      'translations',
      'of a text that has changed since',
      { translations: [translation({ readOn: TODAY, fits: false })] },
      'due',
    ],
    ['translations', 'that pages show', { translations: [translation({ shown: true })] }, 'done'],
    ['message', 'before the debate', { state: 'proposed', ownMessage: null }, 'later'],
    ['message', 'not written this month', {}, 'due'],
    [
      'message',
      'with moderators',
      { ownMessage: { waits: true, from: null, offer: true } },
      'waits',
    ],
    [
      'message',
      'written this month',
      { ownMessage: { waits: false, from: '2026-12-20', offer: true } },
      ['done', '2026-12-20'],
    ],
    ['kit', 'at any time', {}, 'open'],
    ['reply', 'before the demand is sent', {}, 'later'],
    [
      'reply',
      'just after it',
      { timeline: [event('sent', '2026-11-30')] },
      ['waits', '2026-12-03'],
    ],
    ['reply', 'three days after it', { timeline: [event('sent', '2026-11-28')] }, 'due'],
    [
      'reply',
      'just after a reminder',
      { timeline: [event('sent', '2026-11-02'), event('reminder', '2026-11-29')] },
      ['waits', '2026-12-02'],
    ],
    [
      'reply',
      'once it came',
      { timeline: [event('answer', '2026-11-29')] },
      ['done', '2026-11-29'],
    ],
    ['outcome', 'before the end', { state: 'on' }, 'later'],
    [
      'outcome',
      'while pledgers could still have said it',
      { state: 'ended', outcome: 'unsaid' },
      'waits',
    ],
    [
      'outcome',
      'that pledgers did not say',
      { state: 'ended', outcome: 'unsaid', can: { ...CAN, sayOutcome: true } },
      'due',
    ],
    [
      'outcome',
      'that is said',
      { state: 'ended', outcome: 'won', endedOn: TODAY },
      ['done', TODAY],
    ],
    ['lookBack', 'before the end', {}, 'later'],
    ['lookBack', 'after it', { state: 'ended', can: { ...CAN, lookBack: true } }, 'due'],
    ['lookBack', 'once written', { state: 'ended', lookBack: 'Sept jours.' }, 'done'],
    ['lookBack', 'too late', { state: 'ended' }, 'missed'],
  ];
  test.each(cases)('%s %s', (name, _, facts, expected) => {
    expect(stateOf(name, facts)).toEqual(expected);
  });
});

describe('what is next', () => {
  const next = (facts: Partial<Facts>) =>
    nextOrganiserStep(organiserSteps({ ...DEBATED, ...facts }, TODAY))?.name;

  test('is the first step that is due, and none where nothing is', () => {
    expect(next({ state: 'proposed' })).toBe('supporters');
    expect(next({})).toBe('sent');
    expect(next({ timeline: [event('sent', TODAY)] })).toBe('coOrganisers');
    expect(next({ state: 'failed' })).toBeUndefined();
  });
});
