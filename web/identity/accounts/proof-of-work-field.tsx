import type { ChallengeResponse } from '#shared/identity/accounts.ts';
import { usePage } from '#web/page-context.ts';

/**
 * Rate-limit challenge of a form, usually empty. A script solves the puzzle; without one the ticket
 * is accepted after a minute.
 */
export function ProofOfWorkField(props: { form: string; challenge: ChallengeResponse }) {
  const { form, t } = usePage();
  const { needed, puzzle, ticket } = props.challenge;
  const state = form?.form === props.form ? form : null;
  const asked = state?.code === 'challenge-needed' || state?.values['_ticket'] !== undefined;
  if (!needed && !asked) return null;
  // A ticket that is too young keeps its age.
  const resting = state?.code === 'challenge-needed' && state.retryAfterSeconds !== null;
  const words = t.accounts.challenge;
  return (
    <div
      className="challenge"
      data-enhance="challenge"
      data-puzzle={JSON.stringify(puzzle)}
      data-working={words.working}
      data-ready={words.ready}
    >
      <p className="challenge-title">{words.title}</p>
      <p role="status">{words.wait}</p>
      <input type="hidden" name="_proof" />
      <input
        type="hidden"
        name="_ticket"
        value={(resting ? state.values['_ticket'] : undefined) ?? ticket}
      />
    </div>
  );
}
