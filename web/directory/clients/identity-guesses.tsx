import {
  MAX_IDENTITY_GUESS_LENGTH,
  MAX_CHANGE_REASON_LENGTH,
  type ClientResponse,
} from '#shared/directory/clients.ts';
import { usePage } from '#web/page-context.ts';
import { ContentControls } from '#web/governance/flags/content-controls.tsx';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { Checkbox, Form, Submit, TextField } from '#web/ui/form.tsx';
import { UserText } from '#web/ui/user-text.tsx';
import { TruncatedListNote } from './truncated-list-note.tsx';

/** Members' guesses about who is behind a client: labelled, sourced, never a person. */
export function IdentityGuesses(props: { client: ClientResponse }) {
  const words = usePage().t.clients.page;
  const { slug, guesses } = props.client;
  return (
    <>
      {guesses.length === 0 ? <p>{words.guessesNone}</p> : null}
      <ul className="guesses">
        {guesses.map((guess) => (
          <li key={guess.id} id={`guess-${guess.id}`}>
            <HiddenContent hiding={guess.hiding} mine={guess.can.withdraw}>
              <Guess guess={guess} />
            </HiddenContent>
          </li>
        ))}
      </ul>
      <TruncatedListNote of={guesses} />
      <AddGuess slug={slug} />
    </>
  );
}

function Guess({ guess }: { guess: ClientResponse['guesses'][number] }) {
  const { t, format } = usePage();
  const words = t.clients.page;
  const { source } = guess;
  return (
    <>
      <p className="tag">{words.guess}</p>
      <UserText text={guess.text} />
      <p className="soft">
        {source === null ? null : (
          <a href={source} rel="nofollow ugc noopener noreferrer">
            {words.source}
            {t.wages.colon}
            {hostOf(source)}
          </a>
        )}{' '}
        · {format.month(guess.month)}
      </p>
      <ContentControls subject={`guess/${guess.id}`} mine={guess.can.withdraw} />
    </>
  );
}

function AddGuess({ slug }: { slug: string }) {
  const { t, href, viewer, form, path } = usePage();
  const words = t.clients.page;
  if (viewer === null) {
    return (
      <p className="links">
        <a href={href('signIn', {}, { next: path })}>{words.addGuess}</a>
      </p>
    );
  }
  return (
    <details open={form?.form === 'guess'}>
      <summary>{words.addGuess}</summary>
      <Form name="guess" action={`/api/clients/${slug}/guesses`} once>
        <TextField
          name="text"
          label={words.guessText}
          hint={words.guessHint}
          maxLength={MAX_IDENTITY_GUESS_LENGTH}
        />
        <TextField
          name="source"
          label={words.guessSource}
          type="url"
          maxLength={MAX_CHANGE_REASON_LENGTH}
        />
        <Checkbox name="notAPerson" label={t.clients.notAPerson} />
        <Submit label={words.sendGuess} />
      </Form>
    </details>
  );
}

function hostOf(source: string): string {
  return URL.canParse(source) ? new URL(source).hostname : source;
}
