import { accountResponse, parseRedirectPath } from '#shared/identity/accounts.ts';
import { CurrentPasswordField } from '#web/identity/accounts/password-fields.tsx';
import { RedirectField } from '#web/identity/accounts/redirect-field.tsx';
import { RecoveryPhraseWords } from '#web/identity/accounts/recovery-phrase-words.tsx';
import { UserNameField } from '#web/identity/accounts/user-name-field.tsx';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Form, Submit } from '#web/ui/form.tsx';

type Asking = { kind: 'asking'; asksPassword: boolean; hasPhrase: boolean; next: string | null };
/** The answer to the page's form, which shows the phrase once. */
export type ShownPhrase = { kind: 'shown'; phrase: string; next: string | null };

/** Makes a recovery phrase; only the answer to its form shows the twelve words. */
export const recoveryPhrase = definePage<Asking | ShownPhrase>({
  layout: 'content-beside',
  load: async (api, { query }) => {
    const account = await api.get('/api/me/account', accountResponse);
    return {
      kind: 'asking',
      asksPassword: account.phraseAsksPassword,
      hasPhrase: account.hasRecoveryPhrase,
      next: parseRedirectPath(query['next']),
    };
  },
  membersOnly: true,
  title: (_, { t }) => t.accounts.phrase.title,
  body: (data) => (data.kind === 'asking' ? <Ask {...data} /> : <Show {...data} />),
});

/** In the address that follows: the page there says what became of what she wrote. */
const DONE = /[?&]done=/;

/**
 * Greets a new member, or one who claimed her pseudonym. Who wrote something before she had an
 * account reads first that it has arrived.
 */
function Welcome({ next }: { next: string | null }) {
  const { t, viewer, query } = usePage();
  if (viewer === null) return null;
  const greetings: Readonly<Record<string, string>> = {
    'signed-up': t.accounts.phrase.welcome({ pseudonym: viewer.pseudonym }),
    claimed: t.imports.welcome({ pseudonym: viewer.pseudonym }),
  };
  const greeting = greetings[query['done'] ?? ''];
  if (greeting === undefined) return null;
  return (
    <div className="done" role="status">
      {next !== null && DONE.test(next) ? <p>{t.accounts.phrase.sent}</p> : null}
      <p>{greeting}</p>
    </div>
  );
}

function Ask({ asksPassword, hasPhrase, next }: Asking) {
  const { t, href } = usePage();
  const words = t.accounts.phrase;
  return (
    <>
      <h1>{words.title}</h1>
      <Welcome next={next} />
      <div className="prose lead">
        <p>
          {words.why} {words.whatFor}
        </p>
        <p>{hasPhrase ? words.has : words.once}</p>
      </div>
      <Form name="recovery-phrase" action="/api/me/recovery-phrase">
        <RedirectField next={next} />
        {asksPassword ? (
          <>
            <UserNameField />
            <CurrentPasswordField label={t.accounts.password} />
          </>
        ) : null}
        <Submit label={words.submit} />
      </Form>
      <p className="links">
        <a href={next ?? href(asksPassword ? 'settings' : 'home')}>{words.later}</a>
      </p>
    </>
  );
}

function Show({ phrase, next }: ShownPhrase) {
  const { t, href } = usePage();
  const words = t.accounts.phrase;
  return (
    <div className="phrase-sheet">
      <h1>{words.shownTitle}</h1>
      <p className="lead">{words.write}</p>
      <RecoveryPhraseWords phrase={phrase} />
      <p>{words.keep}</p>
      <p>
        <strong>{words.never}</strong>
      </p>
      <p className="not-printed">
        <a className="button" href={next ?? href('home')}>
          {words.wrote}
        </a>
      </p>
    </div>
  );
}
