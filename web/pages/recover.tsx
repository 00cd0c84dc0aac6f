import { NewPasswordField } from '#web/identity/accounts/password-fields.tsx';
import { ProofOfWorkField } from '#web/identity/accounts/proof-of-work-field.tsx';
import { loadSignInForm } from '#web/identity/accounts/load-sign-in-form.ts';
import { definePage } from '#web/page.ts';
import { Form, Submit, TextField } from '#web/ui/form.tsx';

/** Sets a new password with the recovery phrase. */
export const recover = definePage({
  layout: 'content-beside',
  load: (api, request) => loadSignInForm(api, request, 'recover'),
  title: (_, { t }) => t.accounts.recover.title,
  head: () => ({ noIndex: true }),
  body: (data, { t }) => {
    const words = t.accounts.recover;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
        <Form name="recover" action="/api/recover">
          <TextField name="pseudonym" label={t.accounts.pseudonym} autoComplete="username" />
          <TextField name="phrase" label={words.phrase} hint={words.phraseHint} />
          <NewPasswordField label={t.accounts.newPassword} />
          <p className="hint">
            {words.usedUp} {words.everywhere}
          </p>
          <ProofOfWorkField form="recover" challenge={data.challenge} />
          <Submit label={words.submit} />
        </Form>
        <p className="note">{words.lost}</p>
      </>
    );
  },
});
