import { describe, expect, test } from 'vitest';
import { findIncidentFieldErrors, incidentRights, parseIncident } from './rules.ts';

const NOW = '2026-11-20';
const TYPED = {
  kind: 'account-closed',
  happenedOn: '2026-11-20',
  reason: 'none',
  appeal: 'not-tried',
  solicited: false,
  signed: false,
  showsAmount: false,
  showsMonth: false,
  showsReason: false,
} as const;

describe('readIncident', () => {
  test.each([
    ['41,97', 'EUR', 4197, 4200],
    ['9.5', 'USD', 950, 950],
    ['0', 'EUR', 0, 0],
    ['25 300', 'MGA', 25300, 25000],
    ['1,234', 'TND', 1234, 1200],
  ] as const)(
    'keeps %s %s exact for its author and rounds it for others',
    (lost, currency, minor, rounded) => {
      const { exact, published } = parseIncident({ ...TYPED, lost, currency }, NOW);
      expect(exact.lostMinor).toBe(minor);
      expect(published).toMatchObject({ lostRounded: rounded, currency });
    },
  );

  test('publishes nothing of a day but its month, and today is not the future', () => {
    const { published } = parseIncident(TYPED, NOW);
    expect(published.happenedMonth).toBe('2026-11');
    expect(JSON.stringify(published)).not.toContain('2026-11-20');
  });

  test('without a balance there is no currency, and blank text is none', () => {
    const { published } = parseIncident({ ...TYPED, currency: 'EUR', text: '' }, NOW);
    expect(published).toMatchObject({ currency: null, lostRounded: null, text: null });
  });
});

describe('findIssues says all that is wrong at once', () => {
  const required = { code: 'required' };
  test.each<[string, Parameters<typeof findIncidentFieldErrors>[0], object]>([
    ['nothing of a whole one', TYPED, {}],
    ['nothing of what is needed, before the kind is told', {}, {}],
    ['what a kind needs', { kind: 'account-closed' }, { reason: required, appeal: required }],
    [
      'what bought posts need',
      { kind: 'posts-bought', client: 'Grappe', reward: 'x', currency: 'EUR' },
      { asks: required, notAPerson: required, reward: { code: 'invalid' } },
    ],
    [
      'a day to come, and a balance without its currency',
      { ...TYPED, happenedOn: '2026-11-21', lost: '12' },
      { happenedOn: { code: 'in-the-future' }, currency: required },
    ],
    ['nothing of what belongs to another kind', { ...TYPED, reward: 'x', client: 'Grappe' }, {}],
  ])('%s', (_, typed, issues) => {
    expect(findIncidentFieldErrors(typed, NOW)).toEqual(issues);
  });
});

test.each([
  [
    { member: false, author: false },
    { echo: false, edit: false },
  ],
  [
    { member: true, author: false },
    { echo: true, edit: false },
  ],
  [
    { member: true, author: true },
    { echo: false, edit: true },
  ],
])('%j may %j', (viewer, rights) => {
  expect(incidentRights(viewer)).toEqual(rights);
});
