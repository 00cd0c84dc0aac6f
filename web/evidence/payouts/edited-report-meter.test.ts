import { describe, expect, test } from 'vitest';
import { readMeter, type MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { changeInWords, toldReportOf, type ToldReport } from './edited-report-meter.ts';

/** What the edit page says of a change: nothing where it shows nothing more, never less than is shown. */

const words = messagesFor('fr').payouts.meter;
const RECEIVED = { outcome: 'received', expected: '20', currency: 'EUR', openness: 'discreet' };
const OPEN = { ...RECEIVED, openness: 'open' };
const REFUSED = { ...RECEIVED, outcome: 'refused' };
const WAITING = { ...RECEIVED, outcome: 'waiting' };
/** She has spent half of what 2,000 workers give. */
const METER: MeterResponse = {
  platform: { slug: 'clickworker', name: 'Clickworker' },
  joins: true,
  told: { paid: false, notPaid: false },
  ...readMeter({ workers: 2_000, badShare: 0.04 }, 0.5, '2026-11-28'),
};

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const toldOf = (
  state: 'received' | 'waiting',
  publication: 'waits' | 'released' | 'joined' | 'held-back' | 'none',
  typed: Record<string, string> = RECEIVED,
): ToldReport =>
  toldReportOf(
    { state, publication: { state: publication, monday: null, reports: 1, countingOn: null } },
    typed,
  );
const read = (typed: Record<string, string>, told: ToldReport) => {
  const { sentences, level } = changeInWords(typed, told, METER, words, 'fr');
  return { said: plain(sentences.join(' ')), level };
};

describe('nothing more is shown', () => {
  test.each([
    ['of an amount corrected', { ...RECEIVED, expected: '35' }, toldOf('received', 'waits')],
    ['where a report joined another one', REFUSED, toldOf('received', 'joined')],
    ['of what is held back', REFUSED, toldOf('received', 'held-back')],
    ['while she still waits', WAITING, toldOf('waiting', 'none')],
    [
      'of a claim that is said to be unpaid, and is refused',
      REFUSED,
      toldOf('waiting', 'released'),
    ],
    [
      'where her proof showed the month before',
      { ...OPEN, showsMonth: 'on' },
      toldOf('received', 'waits', { ...OPEN, showsMonth: 'on' }),
    ],
  ])('%s', (_, typed, told) => {
    expect(read(typed, told)).toEqual({ said: plain(words.same), level: null });
  });
});

test.each([
  ['her slip waits', toldOf('received', 'waits')],
  ['her slip was released', toldOf('received', 'released')],
])('another outcome is another slip, beside what was told: %s', (_, told) => {
  const { said } = read(REFUSED, told);
  expect(said).toContain(plain(words.spent));
  expect(said).not.toContain(plain(words.same));
  // A slip that waits is replaced; beside one of another report this one adds nothing.
  expect(said.includes('s’y ajoute')).toBe(!told.slipWaits);
});

test('a claim that is settled becomes a report, in the slip of hers that waits', () => {
  expect(read(RECEIVED, toldOf('waiting', 'none')).said).toContain('s’y ajoute');
});

test('a proof that shows more leaves a share of the workers left after all that was told of her', () => {
  const told = toldOf('received', 'released');
  expect(METER.left).toBe(1_000);
  expect(read({ ...OPEN, showsMonth: 'on' }, told)).toEqual({
    said: expect.stringMatching(/qu’entre environ 400 personnes/) as string,
    level: 'well',
  });
  expect(read({ ...OPEN, showsAmount: 'on' }, told)).toEqual({
    said: expect.stringMatching(/qu’entre environ 20 personnes/) as string,
    level: 'risky',
  });
  expect(read({ ...OPEN, signed: 'on' }, told)).toEqual({
    said: plain(words.signed),
    level: 'risky',
  });
});
