/** A route that writes, with a valid form. */
export type WritingRoute = {
  /** Path of the form's page. */
  readonly page: string;
  readonly form: string;
  /** A valid body, so that a hostile value in one field passes all other checks. */
  readonly body: () => Readonly<Record<string, unknown>>;
  /** Needs a new member each time: it fails for a signed-in one, or ends her session. */
  readonly freshMember?: true;
};
