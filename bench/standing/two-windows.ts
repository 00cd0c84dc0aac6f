import { betaQuantile } from '#shared/core/beta-quantile.ts';
import { PARTLY_PAID_MIN_SHARE } from '#shared/evidence/standing-constants.ts';
import { expectedPaymentDelay } from '#shared/evidence/standing-weights.ts';
import { REMINDER_DELAY_MULTIPLES } from '#shared/evidence/claim-reminders.ts';
import type { Report } from './reports.ts';
import type { Platform, Rule, Verdict } from './rules.ts';

/**
 * A candidate for the site's rule. A report is paid or not paid, from the day on which it counts. It
 * asks how likely payouts are paid lately, and over a season, and is careful where even the upper
 * bound is low. Only established members count; each has one voice in 90 days. Who speaks of a
 * platform for the first time is believed as far as those say the same who have known it for longer.
 */
export const TWO_WINDOWS = {
  /** Half-lives of a report in days: what is said lately, and over a season. */
  latelyHalfLife: 14,
  seasonHalfLife: 90,
  /** Bad where the upper bound of the share paid is at most this; left over the second value. */
  latelyMaxHigh: 0.63,
  latelyLeftOver: 0.73,
  seasonMaxHigh: 0.7,
  seasonLeftOver: 0.78,
  /** Mean of the share paid lately under which a warning is not left. */
  leftUnderMean: 0.7,
  upperTail: 0.05,
  /** Members unpaid that a warning needs, and the days within which. */
  latelyMembers: 4,
  latelyMembersDays: 60,
  seasonMembers: 5,
  seasonMembersDays: 180,
  /** Days within which the reports of one member share one voice. */
  voiceDays: 90,
  /** Weight of a claim that waits by the reminders that its author left unanswered: 0, 1, more. */
  unansweredWeights: [1, 0.5, 0.2] as readonly number[],
  /** Times the expected delay after which a payout that waits is not paid; the days drawn after it. */
  unpaidAfter: 1.5,
  unpaidDrawnDays: 3,
  /** Times the expected delay after which "I still wait" renews a claim no more. */
  renewedUntil: 4,
  /** Days from a member's first report on the platform on which she is a newcomer there. */
  newcomerDays: 90,
  /** Days from the first report about the platform on which those who begin are no newcomers. */
  startDays: 120,
  /** Voices of newcomers that one voice of a regular backs, and the most that stay backed. */
  backedByOne: 8,
  backedAtLeast: 3,
  /** As a share of the voices of regulars who were paid, of the last weeks. */
  backedShare: 0.5,
  backedHalfLife: 45,
  knownWeight: 3,
  knownMembers: 3,
} as const;

export type TwoWindowsConstants = {
  readonly [Name in keyof typeof TWO_WINDOWS]: (typeof TWO_WINDOWS)[Name] extends number
    ? number
    : readonly number[];
};

/** A report as it counts on a day: paid or not, and the day from which it ages. */
type Voice = {
  readonly member: number;
  readonly day: number;
  readonly paid: boolean;
  readonly askedOn: number;
  weight: number;
  readonly heardOn: number;
  readonly withdrawnOn: number;
};

/** The rule with other constants, to see what each is worth. */
export function twoWindows(name: string, changed: Partial<TwoWindowsConstants> = {}): Rule {
  const rule: TwoWindowsConstants = { ...TWO_WINDOWS, ...changed };
  return { name, watch: (platform) => watch(platform, rule) };
}

function watch(
  { reports, promiseDays }: Platform,
  rule: TwoWindowsConstants,
): (day: number) => Verdict {
  const expected = expectedPaymentDelay(promiseDays, null);
  const established = reports
    .filter((report) => report.established)
    .toSorted((a, b) => a.countsFrom - b.countsFrom);
  const firstOf = new Map<number, number>();
  for (const { member, countsFrom } of established) {
    firstOf.set(member, Math.min(countsFrom, firstOf.get(member) ?? countsFrom));
  }
  const begun = established[0]?.countsFrom ?? 0;
  const isRegular = ({ member, heardOn }: Voice): boolean => {
    const first = firstOf.get(member) ?? heardOn;
    return heardOn - first >= rule.newcomerDays || first - begun < rule.startDays;
  };
  let last: Verdict = 'unknown';
  let known = false;

  return (day) => {
    const told = established.flatMap((report) => voiceOf(report, expected, day, rule) ?? []);
    // What was withdrawn has used its author's voice: else she could say the same again and again.
    shareVoices(told, rule.voiceDays);
    const voices = told.filter(({ withdrawnOn }) => withdrawnOn > day);
    const counted = backNewcomers(
      voices.toSorted((a, b) => a.heardOn - b.heardOn),
      isRegular,
      rule,
    );
    const lately = weigh(counted, day, rule.latelyHalfLife);
    const season = weigh(counted, day, rule.seasonHalfLife);
    const members = new Set(voices.map(({ member }) => member)).size;
    known ||= season.paid + season.unpaid >= rule.knownWeight && members >= rule.knownMembers;
    if (!known || season.paid + season.unpaid < 2) return known ? last : 'unknown';
    last = verdictOf();
    return last;

    function verdictOf(): Verdict {
      const unpaidWithin = (days: number): number =>
        new Set(
          counted
            .filter((one) => !one.paid && one.weight > 0 && day - one.day <= days)
            .map(({ member }) => member),
        ).size;
      const isLow = ({ paid, unpaid }: Share, most: number): boolean =>
        betaQuantile(1 - rule.upperTail, 1 + paid, 1 + unpaid) <= most;
      if (
        unpaidWithin(rule.latelyMembersDays) >= rule.latelyMembers &&
        isLow(lately, rule.latelyMaxHigh)
      )
        return 'bad';
      if (
        unpaidWithin(rule.seasonMembersDays) >= rule.seasonMembers &&
        isLow(season, rule.seasonMaxHigh)
      )
        return 'bad';
      const mean = ({ paid, unpaid }: Share): number => (1 + paid) / (2 + paid + unpaid);
      const stays =
        mean(lately) < rule.leftUnderMean ||
        isLow(lately, rule.latelyLeftOver) ||
        isLow(season, rule.seasonLeftOver);
      if (last === 'bad' && stays) return 'bad';
      return last === 'unknown' && mean(season) < rule.leftUnderMean ? 'unknown' : 'good';
    }
  };
}

/** How a report counts on a day; null where it does not yet, or no longer. */
function voiceOf(
  report: Report,
  expected: number,
  day: number,
  rule: TwoWindowsConstants,
): Voice | null {
  const { member, askedOn, countsFrom, settlingCountsFrom, withdrawnOn } = report;
  if (countsFrom > day) return null;
  if (report.outcome !== 'waiting' && report.settledOn <= day) {
    // Between the settling and its counting day neither the one nor the other is told.
    if (settlingCountsFrom > day) return null;
    const paid = report.outcome === 'received' && report.shareReceived >= PARTLY_PAID_MIN_SHARE;
    // One told long after counts from when it was settled, as far as its month and class tell.
    const from = Math.min(settlingCountsFrom, report.settledOn + 30);
    return {
      member,
      askedOn,
      paid,
      day: from,
      heardOn: settlingCountsFrom,
      withdrawnOn,
      weight: 1,
    };
  }
  const unpaidOn = askedOn + rule.unpaidAfter * expected + rule.unpaidDrawnDays;
  if (unpaidOn > day) return null;
  let [word, unanswered] = [report.postedOn, 0];
  REMINDER_DELAY_MULTIPLES.forEach((times, index) => {
    const reminded = askedOn + times * expected;
    if (reminded > day || reminded <= report.postedOn) return;
    if (report.answersReminders[index] === true) [word, unanswered] = [reminded, 0];
    else unanswered += 1;
  });
  const renewed = Math.min(word, askedOn + rule.renewedUntil * expected);
  return {
    member,
    askedOn,
    paid: false,
    day: Math.min(day, Math.max(unpaidOn, renewed)),
    heardOn: Math.max(countsFrom, unpaidOn),
    withdrawnOn,
    weight: rule.unansweredWeights[Math.min(unanswered, 2)] ?? 0,
  };
}

/** Scales the reports of one member that lie within the days of a voice to one together. */
function shareVoices(voices: readonly Voice[], voiceDays: number): void {
  const byMember = new Map<number, Voice[]>();
  for (const voice of voices) {
    const own = byMember.get(voice.member);
    if (own === undefined) byMember.set(voice.member, [voice]);
    else own.push(voice);
  }
  for (const own of byMember.values()) {
    if (own.length === 1) continue;
    const sums = own.map(({ askedOn }) =>
      own.reduce(
        (sum, one) => (Math.abs(one.askedOn - askedOn) < voiceDays ? sum + one.weight : sum),
        0,
      ),
    );
    own.forEach((voice, index) => {
      voice.weight /= Math.max(1, sums[index] ?? 1);
    });
  }
}

/** Lowers newcomers' weights to what regulars back, paid and unpaid apart, in the order heard. */
function backNewcomers(
  voices: readonly Voice[],
  isRegular: (voice: Voice) => boolean,
  rule: TwoWindowsConstants,
): Voice[] {
  const backed = { paid: rule.backedAtLeast as number, unpaid: rule.backedAtLeast as number };
  let [regularsPaid, since] = [0, 0];
  return voices.map((voice) => {
    const side = voice.paid ? 'paid' : 'unpaid';
    if (!isRegular(voice)) {
      const weight = Math.min(voice.weight, backed[side]);
      backed[side] -= weight;
      return { ...voice, weight };
    }
    regularsPaid *= 2 ** (-(voice.heardOn - since) / rule.backedHalfLife);
    since = voice.heardOn;
    if (voice.paid) regularsPaid += voice.weight;
    const most = Math.max(rule.backedAtLeast, rule.backedShare * regularsPaid);
    backed[side] = Math.min(most, backed[side] + rule.backedByOne * voice.weight);
    return voice;
  });
}

type Share = { readonly paid: number; readonly unpaid: number };

function weigh(voices: readonly Voice[], now: number, halfLife: number): Share {
  let [paid, unpaid] = [0, 0];
  for (const { day, weight, paid: isPaid } of voices) {
    const aged = weight * 2 ** (-(now - day) / halfLife);
    if (isPaid) paid += aged;
    else unpaid += aged;
  }
  return { paid, unpaid };
}
