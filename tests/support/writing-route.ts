import type { TestApp } from './app.ts';
import type { TestMember } from './factories.ts';

/** A route that writes, with a valid form. */
export type WritingRoute = {
  /** Path of the form's page. */
  readonly page: string;
  readonly form: string;
  /** A valid body, so that a hostile value in one field passes all other checks. */
  readonly body: () => Readonly<Record<string, unknown>>;
  /** Makes what `{id}` of its path names, for the member who sends; else `makeSubject` does. */
  readonly subject?: (site: TestApp, member: TestMember) => Promise<string>;
  /** Needs a new member each time: it fails for a signed-in one, or ends her session. */
  readonly freshMember?: true;
};
