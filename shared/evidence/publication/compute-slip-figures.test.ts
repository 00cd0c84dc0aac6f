import { describe, expect, it } from 'vitest';
import { computeSlipFigures } from './compute-slip-figures.ts';
import type { ReleasedSlip } from '#shared/directory/slip-figures.ts';

const NOW = '2026-11-30';
const slip = (over: Partial<ReleasedSlip> = {}): ReleasedSlip => ({
  monday: '2026-11-23',
  outcome: 'paid',
  detail: null,
  detailClass: null,
  established: true,
  solicited: false,
  ...over,
});
const times = (count: number, over: Partial<ReleasedSlip> = {}): ReleasedSlip[] =>
  Array.from({ length: count }, () => slip(over));

describe('the figures of released slips', () => {
  it('are empty without any', () => {
    expect(computeSlipFigures([], NOW)).toMatchObject({
      until: null,
      paid: 0,
      notPaid: 0,
      shareReceived: null,
      delayShares: [],
      medianDelayDays: null,
      standing: null,
    });
  });

  it('count 12 months, without solicited slips or Mondays to come', () => {
    const figures = computeSlipFigures(
      [
        ...times(3),
        slip({ monday: '2025-11-24' }),
        slip({ outcome: 'not-paid' }),
        slip({ solicited: true }),
        slip({ monday: '2026-12-07' }),
      ],
      NOW,
    );
    expect(figures).toMatchObject({ until: '2026-11-23', paid: 3, notPaid: 1 });
  });

  it.each([
    { name: 'nine slips', slips: times(9), share: null },
    {
      name: 'ten of established members',
      slips: [...times(9), slip({ outcome: 'not-paid' })],
      share: 0.9,
    },
    {
      name: 'new accounts, which weigh a quarter',
      slips: [...times(8), ...times(4, { outcome: 'not-paid', established: false })],
      share: 8 / 9,
    },
    {
      name: 'a crowd of new accounts, which weighs a quarter of the others together',
      slips: [...times(8), ...times(400, { outcome: 'not-paid', established: false })],
      share: 0.8,
    },
  ])('share received of $name', ({ slips, share }) => {
    const { shareReceived } = computeSlipFigures(slips, NOW);
    if (share === null) expect(shareReceived).toBeNull();
    else expect(shareReceived).toBeCloseTo(share, 12);
  });

  it('read delays within their classes, from five on', () => {
    const delays = (classes: readonly number[]): ReleasedSlip[] =>
      classes.map((detailClass) => slip({ detail: 'delay', detailClass }));
    expect(computeSlipFigures(delays([0, 1, 1, 2]), NOW)).toMatchObject({
      delays: 4,
      delayShares: [],
      medianDelayDays: null,
    });
    // Half of the third of five lies in the class of 4 to 7 days.
    expect(computeSlipFigures(delays([0, 1, 1, 2, 4]), NOW)).toMatchObject({
      delays: 5,
      delayShares: [0.2, 0.4, 0.2, 0, 0.2],
      medianDelayDays: 7,
      delay95Days: 42,
    });
  });

  it('weigh a crowd of new accounts a quarter of the others, in delays too', () => {
    const delay = (count: number, detailClass: number, established: boolean): ReleasedSlip[] =>
      times(count, { detail: 'delay', detailClass, established });
    const honest = delay(40, 1, true);
    expect(computeSlipFigures([...honest, ...delay(400, 4, false)], NOW)).toMatchObject({
      delays: 440,
      delayShares: [0, 0.8, 0, 0, 0.2],
      medianDelayDays: 6,
    });
    expect(computeSlipFigures([...honest, ...delay(8, 4, false)], NOW).delayShares[4]).toBeCloseTo(
      2 / 42,
    );
  });

  it('name the months of 24, whatever the day', () => {
    const { months } = computeSlipFigures([slip({ monday: '2026-01-05' }), slip()], '2026-03-31');
    expect(months).toHaveLength(24);
    expect([months[0]?.month, months.at(-1)?.month]).toEqual(['2024-04', '2026-03']);
    expect(months.find(({ month }) => month === '2026-01')).toEqual({
      month: '2026-01',
      paid: 1,
      notPaid: 0,
    });
  });

  it.each([
    { paid: 2, notPaid: 0, state: undefined },
    { paid: 40, notPaid: 1, state: 'reliable' },
    { paid: 4, notPaid: 0, state: 'promising' },
    { paid: 10, notPaid: 8, state: 'unknown' },
    { paid: 4, notPaid: 6, state: 'doubtful' },
    { paid: 0, notPaid: 12, state: 'not-paying' },
  ])('give the standing $state of $paid paid and $notPaid not', ({ paid, notPaid, state }) => {
    const slips = [...times(paid), ...times(notPaid, { outcome: 'not-paid' })];
    expect(computeSlipFigures(slips, NOW).standing?.state).toBe(state);
  });

  it('give the standing of established members, halved every 90 days', () => {
    const old = times(30, { monday: '2026-02-02', outcome: 'not-paid' });
    const fresh = times(400, { outcome: 'not-paid', established: false });
    expect(computeSlipFigures([...times(30), ...fresh, ...old], NOW).standing?.state).toBe(
      'reliable',
    );
  });
});
