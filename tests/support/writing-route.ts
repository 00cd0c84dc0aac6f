/** A route that writes, as a form sends to it. */
export type WritingRoute = {
  /** The page that its form stands on. */
  readonly page: string;
  readonly form: string;
  /** What it accepts, so that each hostile value comes as far as it can. */
  readonly body: () => Readonly<Record<string, unknown>>;
  /** Works for nobody who is signed in, or ends her session. */
  readonly freshMember?: true;
};
