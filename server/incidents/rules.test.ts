import { describe, expect, test } from 'vitest';
import { incidentRights, readIncident } from './rules.ts';

const NOW = '2026-11-20';
const TYPED = {
  kind: 'account-closed',
  happenedOn: '2026-11-20',
  reason: 'none',
  appeal: 'not-tried',
  solicited: false,
  signed: false,
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
      const { exact, published } = readIncident({ ...TYPED, lost, currency }, NOW);
      expect(exact.lostMinor).toBe(minor);
      expect(published).toMatchObject({ lostRounded: rounded, currency });
    },
  );

  test('publishes nothing of a day but its month, and today is not the future', () => {
    const { published } = readIncident(TYPED, NOW);
    expect(published.happenedMonth).toBe('2026-11');
    expect(JSON.stringify(published)).not.toContain('2026-11-20');
  });

  test('without a balance there is no currency, and blank text is none', () => {
    const { published } = readIncident({ ...TYPED, currency: 'EUR', text: '' }, NOW);
    expect(published).toMatchObject({ currency: null, lostRounded: null, text: null });
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
