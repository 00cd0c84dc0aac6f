/** A payout as the standing reads it: rounded amounts, month of the request, delay in days. */
export type StandingPayout = {
  readonly id: string;
  readonly state: 'received' | 'waiting' | 'refused' | 'given-up';
  readonly authorKey: string;
  readonly askedMonth: string;
  readonly postedMonth: string;
  /** The month in which its author last confirmed that she is still waiting. */
  readonly stillWaitingMonth: string | null;
  /** Days from request to receipt; null while waiting, and where the day of receipt was deleted. */
  readonly delayDays: number | null;
  readonly expectedRounded: number;
  readonly receivedRounded: number | null;
  readonly currency: string;
  readonly method: string;
  readonly hasScreenshot: boolean;
  readonly signed: boolean;
  readonly solicited: boolean;
};
