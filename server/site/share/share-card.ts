import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import type { Language } from '#shared/core/languages.ts';
import { formatMoney } from '#shared/core/money.ts';
import type { ProofState, PublishedProof } from '#shared/evidence/proofs.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import type { StandingState } from '#shared/evidence/standing.ts';
import { formatDay, formatMonth, formatNumber, formatShare, formatWeekday } from '#web/format.ts';
import { boycottTitleOf } from '#web/collective/boycotts/boycott-text.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { hasAllGlyphs } from './fonts.ts';
import { startsWithVowel } from '#web/i18n/elision.ts';

/** The content of a share picture: published facts, nothing sent by a member. */
export type ShareCard = {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly stamp: {
    readonly words: string;
    readonly ink: CardColour;
    readonly shape: StandingState | null;
  };
  /** Bottom line: what kind of figures the card shows. */
  readonly note: string;
};

export type CardColour = 'good' | 'promise' | 'doubt' | 'bad' | 'soft' | 'ink';

const INK_OF_STATE = {
  paid: 'good',
  waiting: 'doubt',
  'not-paid': 'bad',
} as const satisfies Record<ProofState, CardColour>;

const INK_OF_STANDING: Record<StandingState, CardColour> = {
  reliable: 'good',
  promising: 'promise',
  doubtful: 'doubt',
  'not-paying': 'bad',
  unknown: 'soft',
  closed: 'ink',
};

type Site = { readonly language: Language; readonly demo: boolean };

/** The card of a proof, without its screenshot. */
export function proofShareCard(proof: PublishedProof, { language, demo }: Site): ShareCard {
  const t = messagesFor(language);
  const words = t.gallery.image;
  const { amount, month, state, solicited } = proof;
  return {
    title: t.payouts.proof.title({
      platform: writable(proof.platform),
      state,
      elided: startsWithVowel(writable(proof.platform)),
    }),
    rows: [
      ...(amount === null
        ? []
        : [
            {
              label: words.rows.amount,
              value: words.about({ amount: formatMoney(amount.minor, amount.currency, language) }),
            },
          ]),
      ...(month === null ? [] : [{ label: words.rows.asked, value: formatMonth(month, language) }]),
    ],
    stamp: { words: t.payouts.proofStates[state], ink: INK_OF_STATE[state], shape: null },
    note: demo ? t.common.demo : solicited ? t.payouts.card.solicited : t.common.notSample,
  };
}

/** The card of a platform: its standing, and the numbers behind it. */
export function platformCard(platform: PlatformResponse, { language, demo }: Site): ShareCard {
  const t = messagesFor(language);
  const words = t.gallery.image;
  const { evidence, standing } = platform;
  const number = (count: number): string => formatNumber(count, language);
  const { shareReceived: share, medianDelayDays: median, paid, notPaid, until } = evidence.slips;
  return {
    title: t.platforms.question({ name: writable(platform) }),
    rows: [
      ...(share === null
        ? []
        : [
            { label: words.share, value: formatShare(share, language) },
            { label: words.slips, value: number(paid + notPaid) },
          ]),
      ...(median === null
        ? []
        : [{ label: words.half, value: t.payouts.proof.delayDays({ count: median }) }]),
      ...(until === null ? [] : [{ label: words.until, value: formatWeekday(until, language) }]),
      ...standing.lines
        .slice(0, 2)
        .map((line) => ({ label: words.thisWeek, value: t.answer.lines[line] })),
    ],
    stamp: {
      words: standingName(standing.state, language),
      ink: INK_OF_STANDING[standing.state],
      shape: standing.state,
    },
    note: demo ? t.common.demo : t.common.notSample,
  };
}

const INK_OF_BOYCOTT: Record<BoycottResponse['state'], CardColour> = {
  proposed: 'soft',
  debated: 'promise',
  pledging: 'promise',
  on: 'bad',
  failed: 'soft',
  ended: 'ink',
};

/** The card of a boycott: title, target, step and deadline; never people. */
export function boycottCard(boycott: BoycottResponse, { language, demo }: Site): ShareCard {
  const t = messagesFor(language);
  const words = t.boycotts.one;
  const { platform, client, state, outcome, reached, threshold, pledged, stepEndsAt } = boycott;
  const number = (count: number): string => formatNumber(count, language);
  const title = boycottTitleOf(boycott, t);
  const until = state === 'pledging' && reached ? 'reached' : state;
  return {
    title: hasAllGlyphs(title, 'said') ? title : `${t.boycotts.title}\u00a0: ${writable(platform)}`,
    rows: [
      { label: t.boycotts.share.rows.platform, value: writable(platform) },
      ...(client === null
        ? []
        : [{ label: t.boycotts.share.rows.client, value: writable(client) }]),
      ...(stepEndsAt === null || until === 'failed' || until === 'ended'
        ? []
        : [{ label: words.until[until], value: formatDay(stepEndsAt.slice(0, 10), language) }]),
      { label: words.threshold, value: number(threshold) },
      ...(pledged === null ? [] : [{ label: words.pledged, value: number(pledged) }]),
    ],
    stamp: {
      words:
        state === 'ended' ? t.boycotts.outcomes[outcome ?? 'unsaid'] : t.boycotts.states[state],
      ink:
        state === 'ended' && (outcome === 'won' || outcome === 'partly')
          ? 'good'
          : INK_OF_BOYCOTT[state],
      shape: null,
    },
    note: demo ? t.common.demo : t.boycotts.share.note,
  };
}

/** The name if our fonts have its letters, else its slug, which they always do. */
function writable({ name, slug }: { name: string; slug: string }): string {
  return hasAllGlyphs(name, 'said') ? name : slug;
}
