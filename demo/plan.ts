import type { z } from 'zod/mini';
import type {
  CheckDecisionInput,
  DoubtInput,
  DoubtReasonCode,
  CheckOpinionInput,
} from '#shared/evidence/proof-verification.ts';
import type { ClaimAnswer } from '#shared/evidence/claims.ts';
import type { clientReviewForm } from '#shared/directory/client-reviews.ts';
import type { Correction } from '#shared/directory/platform-corrections.ts';
import type { FindingDecisionInput } from '#shared/evidence/manipulation-findings.ts';
import type { IncidentFacts } from '#shared/evidence/incidents.ts';
import type { PlatformDecisionInput } from '#shared/directory/platform-decisions.ts';
import type { PayoutFacts } from '#shared/evidence/payouts.ts';
import type { AddPlatform } from '#shared/directory/platforms.ts';
import type { ReviewFacts } from '#shared/evidence/reviews.ts';
import type { TaskReportFacts } from '#shared/evidence/tasks.ts';
import type { Reaction } from '#shared/community/forum.ts';
import type { CaseAct } from './case-plans.ts';
import type { PicturePlan } from './picture.ts';

/**
 * How a member takes part: month after month, now and then, or to praise one platform, because it
 * is new to her or because she is paid for it.
 */
export type Habit = 'regular' | 'occasional' | 'newcomer' | 'hired';

export type MemberPlan = {
  readonly pseudonym: string;
  readonly country: string;
  readonly habit: Habit;
  /** Days before now. */
  readonly age: number;
  readonly joinedAt: Date;
};

/** A review of a client, which the plan calls by its name. */
export type ClientReviewPlan = Omit<z.infer<typeof clientReviewForm>, '_form' | '_from' | '_key'>;

/** What one member does; `key` names what later acts refer to. */
export type Act =
  /** `country` where she says in which one she lives. */
  | { kind: 'join'; country: string | null }
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
      /** Shown later than it has to be, to be one of more workers. */
      later?: true;
    }
  | { kind: 'close-payout'; of: string; facts: PayoutFacts; picture: PicturePlan | null }
  | { kind: 'still-waiting'; of: string }
  | { kind: 'close-claim'; of: string; answer: ClaimAnswer }
  | { kind: 'withdraw-payout'; of: string }
  | { kind: 'confirm'; of: string }
  | { kind: 'doubt'; of: string; doubt: DoubtInput }
  | { kind: 'opine'; of: string; about: DoubtReasonCode; opinion: CheckOpinionInput }
  | { kind: 'settle'; of: string; about: DoubtReasonCode; decision: CheckDecisionInput }
  | {
      kind: 'publish-incident';
      key: string;
      slug: string;
      facts: IncidentFacts;
      picture: PicturePlan | null;
    }
  | { kind: 'echo'; of: string }
  | { kind: 'withdraw-incident'; of: string }
  | { kind: 'review'; slug: string; facts: ReviewFacts }
  | { kind: 'withdraw-review'; slug: string }
  | { kind: 'report-task'; slug: string; facts: TaskReportFacts }
  | { kind: 'add-client'; name: string; slug?: string; externalId?: string }
  | { kind: 'name-client'; client: string; name: string; reason: string }
  | { kind: 'identify-client'; client: string; slug: string; externalId: string }
  | { kind: 'join-clients'; client: string; other: string; reason: string }
  | { kind: 'guess-client'; client: string; text: string; source: string }
  | { kind: 'review-client'; client: string; facts: ClientReviewPlan }
  /** For two checkers alone. */
  | { kind: 'send-privately'; slug: string; text: string }
  | { kind: 'decide'; slug: string; decision: PlatformDecisionInput }
  | { kind: 'decide-finding'; slug: string; found: Found; decision: FindingDecisionInput }
  | ForumAct
  | CaseAct;

/** What one member does in the forum or writes to another; `of` names a thread or a post of hers. */
export type ForumAct =
  | {
      kind: 'start-thread';
      key: string;
      /** The key of its first post. */
      post: string;
      category: string;
      title: string;
      about: { platform: string } | { client: string } | null;
      text: string;
    }
  | { kind: 'post'; key: string; of: string; quotes: string | null; text: string }
  | { kind: 'edit-post'; of: string; text: string }
  | { kind: 'react'; of: string; reaction: Reaction }
  /** `post` helped who asked. */
  | { kind: 'solve'; of: string; post: string }
  | { kind: 'withdraw-post'; of: string }
  /** By its author. */
  | { kind: 'propose-guide'; of: string; reason: string; sources: readonly string[] }
  /** By a moderator, who agrees with the proposal that waits. */
  | { kind: 'read-guide'; of: string }
  /** By a moderator; all posts of `of` go into `into`, once another one agrees. */
  | { kind: 'propose-merge'; of: string; into: string; reason: string }
  | { kind: 'agree-to-merge'; of: string }
  | { kind: 'volunteer' }
  | { kind: 'pin-thread'; of: string; reason: string }
  | { kind: 'close-thread'; of: string; rule: 'settled' | 'elsewhere'; reason: string }
  | { kind: 'follow-platform'; slug: string }
  | { kind: 'allow-messages' }
  /** `to` is a pseudonym. */
  | { kind: 'message'; to: string; text: string };

/** What the detector of campaigns is to find, if it does. */
type Found = { kind: string; direction: string };

export type DemoEvent = { readonly at: Date; readonly member: string; readonly act: Act };

/** The whole year, in the order in which it happens. */
export type Community = {
  readonly members: readonly MemberPlan[];
  readonly events: readonly DemoEvent[];
};
