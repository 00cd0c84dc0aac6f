import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import type { Language } from '#shared/core/languages.ts';
import { formatMoney } from '#shared/core/money.ts';
import type { ProofState, PublishedProof } from '#shared/evidence/proofs.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import type { StandingState } from '#shared/evidence/standing.ts';
import { formatDay, formatMonth, formatNumber, formatWeekday } from '#web/format.ts';
import { boycottInLanguage } from '#web/collective/boycott-translations/in-language.ts';
import { boycottTitleOf } from '#web/collective/boycotts/boycott-text.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { hasAllGlyphs } from './fonts.ts';
import { startsWithVowel } from '#web/i18n/elision.ts';

/** The content of a share picture: published facts, nothing sent by a member. */
export type ShareCard = {
  readonly title: string;
  /** What is said under the stamp; may be empty. */
  readonly say: string;
  readonly slip: {
    readonly head: string;
    /** Share of reports that say paid, 0 to 1, drawn as a bar. */
    readonly paidShare: number | null;
    /** The last row is the total. */
    readonly rows: readonly CardRow[];
  };
  readonly stamp: {
    readonly words: string;
    readonly ink: CardColour;
    readonly shape: StandingState | null;
  };
  /** Bottom line: what kind of figures the card shows. */
  readonly note: string;
};

export type CardRow = {
  readonly label: string;
  readonly value: string;
  readonly ink?: CardColour;
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
    say: '',
    slip: {
      head: writable(proof.platform),
      paidShare: null,
      rows: [
        ...(month === null
          ? []
          : [{ label: words.rows.asked, value: formatMonth(month, language) }]),
        amount === null
          ? { label: t.payouts.proof.state, value: t.payouts.proofStates[state] }
          : {
              label: words.rows.amount,
              value: words.about({ amount: formatMoney(amount.minor, amount.currency, language) }),
            },
      ],
    },
    stamp: { words: t.payouts.proofStates[state], ink: INK_OF_STATE[state], shape: null },
    note: demo ? t.common.demo : solicited ? t.payouts.card.solicited : t.common.notSample,
  };
}

/** The card of a platform: its standing, and the numbers behind it. */
export function platformCard(platform: PlatformResponse, { language, demo }: Site): ShareCard {
  const t = messagesFor(language);
  const words = t.answer.slip;
  const { evidence, standing } = platform;
  const { until, paid, notPaid } = evidence.slips;
  return {
    title: t.platforms.question({ name: writable(platform) }),
    say: standing.lines
      .slice(0, 2)
      .map((line) => t.answer.lines[line])
      .join(' '),
    slip: {
      head: until === null ? words.noFigures : words.until({ day: formatWeekday(until, language) }),
      paidShare: paid + notPaid === 0 ? null : paid / (paid + notPaid),
      rows: platformRows(platform, language),
    },
    stamp: {
      words: standingName(standing.state, language),
      ink: INK_OF_STANDING[standing.state],
      shape: standing.state,
    },
    note: demo ? t.common.demo : t.common.notSample,
  };
}

function platformRows({ evidence }: PlatformResponse, language: Language): CardRow[] {
  const t = messagesFor(language);
  const words = t.answer.slip;
  const number = (count: number): string => formatNumber(count, language);
  const { until, medianDelayDays, paid, notPaid } = evidence.slips;
  if (until === null) {
    return [
      { label: t.answer.panel.incidents, value: number(evidence.incidents) },
      { label: t.answer.panel.proofs, value: number(evidence.proofs) },
    ];
  }
  return [
    { label: words.notPaid, value: number(notPaid), ink: 'bad' },
    ...(medianDelayDays === null
      ? []
      : [
          {
            label: t.gallery.image.half,
            value: t.payouts.proof.delayDays({ count: medianDelayDays }),
          },
        ]),
    {
      label: words.paid,
      value: t.comparison.rows.paidOf({ paid: number(paid), of: number(paid + notPaid) }),
      ink: 'good',
    },
  ];
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
export function boycottCard(original: BoycottResponse, { language, demo }: Site): ShareCard {
  const boycott = boycottInLanguage(original, language);
  const t = messagesFor(language);
  const words = t.boycotts.one;
  const { platform, client, state, outcome, reached, threshold, pledged, stepEndsAt } = boycott;
  const number = (count: number): string => formatNumber(count, language);
  const title = boycottTitleOf(boycott, t);
  const until = state === 'pledging' && reached ? 'reached' : state;
  return {
    title: hasAllGlyphs(title, 'said') ? title : `${t.boycotts.title}\u00a0: ${writable(platform)}`,
    say: '',
    slip: {
      head: words.panel,
      paidShare: null,
      rows: [
        { label: t.boycotts.share.rows.platform, value: writable(platform) },
        ...(client === null
          ? []
          : [{ label: t.boycotts.share.rows.client, value: writable(client) }]),
        ...(stepEndsAt === null || until === 'failed' || until === 'ended'
          ? []
          : [{ label: words.until[until], value: formatDay(stepEndsAt.slice(0, 10), language) }]),
        ...(pledged === null ? [] : [{ label: words.pledged, value: number(pledged) }]),
        { label: words.threshold, value: number(threshold) },
      ],
    },
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
