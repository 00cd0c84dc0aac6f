import type { DecisionInput } from '#shared/moderation.ts';
import type { Correction } from '#shared/corrections.ts';
import type { IncidentFacts } from '#shared/incidents.ts';
import type { PayoutFacts } from '#shared/payouts.ts';
import type { AddPlatform } from '#shared/platforms.ts';
import type { ReviewFacts } from '#shared/reviews.ts';
import type { PicturePlan } from './picture.ts';

/** How a member takes part: month after month, now and then, or to praise one platform. */
export type Habit = 'regular' | 'occasional' | 'newcomer';

export type MemberPlan = {
  readonly pseudonym: string;
  readonly country: string;
  readonly habit: Habit;
  /** Days before now. */
  readonly age: number;
  readonly joinedAt: Date;
};

/** What one member does; `key` names what later acts refer to. */
export type Act =
  | { kind: 'join' }
  | { kind: 'become-moderator' }
  | { kind: 'leave' }
  | { kind: 'add-platform'; platform: AddPlatform }
  | { kind: 'correct'; key: string; slug: string; correction: Correction }
  | { kind: 'dispute'; of: string; reason: string }
  | { kind: 'undo'; of: string; source: string }
  | {
      kind: 'publish-payout';
      key: string;
      slug: string;
      facts: PayoutFacts;
      picture: PicturePlan | null;
    }
  | { kind: 'close-payout'; of: string; facts: PayoutFacts; picture: PicturePlan | null }
  | { kind: 'still-waiting'; of: string }
  | { kind: 'withdraw-payout'; of: string }
  | { kind: 'publish-incident'; key: string; slug: string; facts: IncidentFacts }
  | { kind: 'echo'; of: string }
  | { kind: 'withdraw-incident'; of: string }
  | { kind: 'review'; slug: string; facts: ReviewFacts }
  | { kind: 'withdraw-review'; slug: string }
  | { kind: 'decide'; slug: string; decision: DecisionInput };

export type DemoEvent = { readonly at: Date; readonly member: string; readonly act: Act };

/** The whole year, in the order in which it happens. */
export type Community = {
  readonly members: readonly MemberPlan[];
  readonly events: readonly DemoEvent[];
};
