import { DEMO_MEMBER, DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import type { Calendar } from './calendar.ts';
import type { DemoEvent } from './plan.ts';
import type { Established } from './proof-confirmations.ts';
import type { Random } from './random.ts';

type Sent = {
  readonly slug: string;
  /** Days before now. */
  readonly age: number;
  readonly text: string;
};

/** What members show to two checkers alone, in words: no backup keeps such pictures. */
const SENT: readonly Sent[] = [
  {
    slug: 'tacheo',
    age: 4,
    text: 'J’y travaille depuis l’été, deux soirs par semaine. Mon dernier lot : « Boutiques de vélos, avis courts », 62 fiches, payé le mois dernier. Je ne publie rien : à deux sur ce lot, on me reconnaîtrait.',
  },
  {
    slug: 'piecettes',
    age: 2,
    text: 'Trois relevés de soixante tâches depuis mai, tous en fiches produit. Je peux dire le titre du dernier lot : « Étiquettes de confiture, série 8 ».',
  },
];

/** Private evidence that waits for its checkers, one of whom is the demo's moderator. */
export function planPrivateEvidence(
  established: Established,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  return SENT.flatMap(({ age, ...sent }): DemoEvent[] => {
    const at = calendar.moment(age, random);
    const [member] = established(at, [DEMO_MEMBER, DEMO_MODERATOR]);
    return member === undefined ? [] : [{ at, member, act: { kind: 'send-privately', ...sent } }];
  });
}
