import { CurrentPasswordField } from '#web/identity/accounts/password-fields.tsx';
import { ProofOfWorkField } from '#web/identity/accounts/proof-of-work-field.tsx';
import { loadSignInForm } from '#web/identity/accounts/load-sign-in-form.ts';
import { RedirectField, redirectQuery } from '#web/identity/accounts/redirect-field.tsx';
import { ClaimPseudonymLink } from '#web/portability/imports/claim-pseudonym-link.tsx';
import { AlreadySignedInNotice } from '#web/identity/accounts/already-signed-in-notice.tsx';
import { PasskeySignInForm } from '#web/identity/passkeys/passkey-sign-in-form.tsx';
import { definePage } from '#web/page.ts';
import { Form, Submit, TextField } from '#web/ui/form.tsx';
import { Done } from '#web/ui/message-box.tsx';

/** The sign-in page; also the target after signing out. */
export const signIn = definePage({
  layout: 'content-beside',
  load: (api, request) => loadSignInForm(api, request, 'sign-in'),
  title: (_, { t }) => t.accounts.signIn.title,
  head: () => ({ noIndex: true }),
  body: (data, { t, href, query }) => {
    const words = t.accounts.signIn;
    const signUp = (
      <p className="with-link">
        {words.noAccount} <a href={href('signUp', {}, redirectQuery(data.next))}>{words.signUp}</a>
      </p>
    );
    return (
      <>
        <h1>{words.title}</h1>
        <Done messages={t.accounts.done} />
        <AlreadySignedInNotice />
        {data.next === null || query['done'] !== undefined ? null : (
          <>
            <p className="lead">
              {query['for'] === 'follow' ? words.neededToFollow : words.needed}
            </p>
            {signUp}
          </>
        )}
        <Form name="sign-in" action="/api/sign-in">
          <RedirectField next={data.next} />
          <TextField
            name="pseudonym"
            label={t.accounts.pseudonym}
            autoComplete="username webauthn"
          />
          <CurrentPasswordField label={t.accounts.password} />
          <ProofOfWorkField form="sign-in" challenge={data.challenge} />
          <Submit label={words.submit} />
        </Form>
        <PasskeySignInForm data={data} />
        <p className="with-link">
          {words.forgot} <a href={href('recover')}>{words.recover}</a>
        </p>
        <ClaimPseudonymLink sources={data.sources} />
        {data.next === null || query['done'] !== undefined ? signUp : null}
      </>
    );
  },
});
