import { DEMO_MEMBER, DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import type { Calendar } from './calendar.ts';
import type { CaseAct, ProposalWords } from './case-plans.ts';
import { otherModerator } from './cases.ts';
import type { DemoEvent } from './plan.ts';
import type { Established } from './proof-confirmations.ts';
import type { Random } from './random.ts';

/** Advertisements of one account on one day, of which a member reports the first. */
type WavePlan = {
  /** Days before now. */
  readonly age: number;
  readonly posts: readonly string[];
  /** Another post of the same day, which is left. */
  readonly honest: string;
  readonly words: Omit<ProposalWords, 'kind'>;
  /** The age at which a second person agrees; null while both proposals wait. */
  readonly answered: number | null;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The hour of the day at which a wave begins, so that all of it is of one day. */
const FROM_HOUR = 9;
const MINUTES_APART = 12;

/** One that was hidden with its author paused, and one that waits for a second person. */
const WAVES: readonly WavePlan[] = [
  {
    age: 14,
    posts: [
      'Cinq euros offerts à l’inscription avec mon lien\u00a0: https://primes-faciles.example/r/kx41',
      'Pareil ici, cinq euros offerts à l’inscription\u00a0: https://primes-faciles.example/r/kx41',
      'Avant de chercher plus loin, cinq euros offerts\u00a0: https://primes-faciles.example/r/kx41',
    ],
    honest: 'Chez moi le virement met trois jours ouvrés, jamais moins.',
    words: {
      rule: 'R7',
      facts: 'Trois messages du même jour donnent un lien qui rapporte à leur auteur.',
      reason: 'Le site n’a pas de parrainage, et aucun des sujets ne parle de cette offre.',
    },
    answered: 13,
  },
  {
    age: 1,
    posts: [
      'Rejoignez plutôt ce site, dix euros dès ce soir\u00a0: https://gain-du-soir.example/i/m7p2',
      'Dix euros dès ce soir, sans attendre\u00a0: https://gain-du-soir.example/i/m7p2',
      'Ne perdez pas votre temps ici, dix euros dès ce soir\u00a0: https://gain-du-soir.example/i/m7p2',
    ],
    honest: 'Merci pour le conseil, j’essaie demain.',
    words: {
      rule: 'R7',
      facts: 'Trois messages du même jour donnent la même adresse, hors sujet.',
      reason: 'C’est une publicité, répétée dans des sujets où on demande de l’aide.',
    },
    answered: null,
  },
];

/**
 * Waves of advertisements: the other moderator proposes to hide what is alike, and to pause its author; a
 * second person answers both. Nothing in a small community, where nobody is both new and silent.
 */
export function planWaves(
  happened: readonly DemoEvent[],
  established: Established,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const taken: string[] = [];
  return WAVES.flatMap((plan, nth): DemoEvent[] => {
    const { age, posts, honest, words, answered } = plan;
    const midnight = new Date(`${calendar.day(age)}T00:00:00Z`).getTime();
    const from = new Date(midnight + FROM_HOUR * HOUR_MS);
    const author = silentMember(happened, from, taken);
    const threads = openThreads(happened, from);
    const proposer = otherModerator(happened, from);
    const others = established(from, [author ?? '', DEMO_MEMBER, DEMO_MODERATOR, proposer]);
    const [reporter, second] = others;
    if (author === undefined || reporter === undefined || threads.length <= posts.length) return [];
    taken.push(author);
    const said = [...posts, honest].map((text, index): DemoEvent => ({
      at: new Date(from.getTime() + index * MINUTES_APART * MINUTE_MS),
      member: author,
      act: {
        kind: 'post',
        key: `wave/${nth}/${index}`,
        of: threads[index] ?? '',
        quotes: null,
        text,
      },
    }));
    const thing = { of: `wave/${nth}/0`, thing: 'post' } as const;
    const sentence = 'Le même lien de parrainage partout.';
    const flag = { reason: 'advertising', sentence } as const;
    const acts: { hours: number; member: string | undefined; act: CaseAct }[] = [
      { hours: 2, member: reporter, act: { kind: 'flag', ...thing, flag } },
      { hours: 4, member: proposer, act: { kind: 'propose-batch', ...thing, words } },
    ];
    if (answered !== null) {
      const agree = { answer: 'agree' } as const;
      const hours = (age - answered) * 24 + random.int(0, 6);
      acts.push({
        hours,
        member: second,
        act: { kind: 'answer-proposal', ...thing, answer: agree },
      });
    }
    const dealt = acts.flatMap(({ hours, member, act }): DemoEvent[] => {
      const at = new Date(from.getTime() + hours * HOUR_MS);
      return member === undefined || at > calendar.now ? [] : [{ at, member, act }];
    });
    return [...said, ...dealt];
  });
}

/** Who joined long before and never wrote in the forum, reported nor decided: nobody else is concerned. */
function silentMember(
  happened: readonly DemoEvent[],
  before: Date,
  but: readonly string[],
): string | undefined {
  const busy = new Set(
    happened.flatMap(({ act, member }) =>
      ['post', 'start-thread', 'flag', 'leave', 'become-moderator', 'review-client'].includes(
        act.kind,
      )
        ? [member]
        : [],
    ),
  );
  const earliest = new Date(before.getTime() - 30 * 24 * HOUR_MS);
  return happened.find(
    ({ act, member, at }) =>
      act.kind === 'join' &&
      at < earliest &&
      !busy.has(member) &&
      !but.includes(member) &&
      member !== DEMO_MEMBER &&
      member !== DEMO_MODERATOR,
  )?.member;
}

/** Topics that were begun and answered by then, and are never closed; the latest first. */
function openThreads(happened: readonly DemoEvent[], by: Date): string[] {
  const closed = new Set(
    happened.flatMap(({ act }) => (act.kind === 'close-thread' ? act.of : [])),
  );
  const answered = new Set(
    happened.flatMap(({ act, at }) => (act.kind === 'post' && at < by ? act.of : [])),
  );
  return happened
    .flatMap(({ act, at }) =>
      act.kind === 'start-thread' && at < by ? [{ key: act.key, at }] : [],
    )
    .filter(({ key }) => answered.has(key) && !closed.has(key))
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ key }) => key);
}
