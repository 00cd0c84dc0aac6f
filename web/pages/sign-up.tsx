import { MAX_PSEUDONYM_LENGTH, MIN_PSEUDONYM_LENGTH } from '#shared/identity/accounts.ts';
import { NewPasswordField } from '#web/identity/accounts/password-fields.tsx';
import { ProofOfWorkField } from '#web/identity/accounts/proof-of-work-field.tsx';
import { loadSignInForm } from '#web/identity/accounts/load-sign-in-form.ts';
import { RedirectField, redirectQuery } from '#web/identity/accounts/redirect-field.tsx';
import { ClaimPseudonymLink } from '#web/portability/imports/claim-pseudonym-link.tsx';
import { AlreadySignedInNotice } from '#web/identity/accounts/already-signed-in-notice.tsx';
import { definePage } from '#web/page.ts';
import { Checkbox, Form, Submit, TextField } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

/** The sign-up form: a pseudonym and a password. */
export const signUp = definePage({
  layout: 'content-beside',
  load: (api, request) => loadSignInForm(api, request, 'sign-up'),
  title: (_, { t }) => t.accounts.signUp.title,
  head: () => ({ noIndex: true }),
  body: (data, { t, href }) => {
    const words = t.accounts.signUp;
    return (
      <>
        <h1>{words.title}</h1>
        <AlreadySignedInNotice />
        <p className="lead">{words.lead}</p>
        <aside className="not-asked" aria-labelledby="not-asked">
          <h2 id="not-asked">{words.notAskedTitle}</h2>
          <Lines of={words.notAsked} />
        </aside>
        <Form name="sign-up" action="/api/sign-up">
          <RedirectField next={data.next} />
          <TextField
            name="pseudonym"
            label={t.accounts.pseudonym}
            hint={words.pseudonymHint({ min: MIN_PSEUDONYM_LENGTH, max: MAX_PSEUDONYM_LENGTH })}
            autoComplete="username"
            maxLength={MAX_PSEUDONYM_LENGTH}
          />
          <NewPasswordField label={t.accounts.password} />
          <Checkbox name="agree" label={words.agree} />
          <p className="hint with-link">
            {words.agreeNote} <a href={href('siteRules')}>{words.rules}</a>
          </p>
          <ProofOfWorkField form="sign-up" challenge={data.challenge} />
          <Submit label={words.submit} />
        </Form>
        <ClaimPseudonymLink sources={data.sources} />
        <p className="with-link">
          {words.already} <a href={href('signIn', {}, redirectQuery(data.next))}>{words.signIn}</a>
        </p>
      </>
    );
  },
});
