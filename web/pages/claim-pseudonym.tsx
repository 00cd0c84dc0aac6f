import { NewPasswordField } from '#web/identity/accounts/password-fields.tsx';
import { ProofOfWorkField } from '#web/identity/accounts/proof-of-work-field.tsx';
import { loadSignInForm } from '#web/identity/accounts/load-sign-in-form.ts';
import { AlreadySignedInNotice } from '#web/identity/accounts/already-signed-in-notice.tsx';
import { definePage } from '#web/page.ts';
import { Checkbox, Form, Submit, TextField } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

/** Claims a pseudonym of an imported site with its code. */
export const claimPseudonym = definePage({
  layout: 'content-beside',
  load: (api, request) => loadSignInForm(api, request, 'claim'),
  title: (_, { t }) => t.imports.title,
  head: () => ({ noIndex: true }),
  body: (data, { t, href }) => {
    const words = t.imports;
    const names = data.sources.map(({ name }) => name).join(', ');
    return (
      <>
        <h1>{words.title}</h1>
        <AlreadySignedInNotice />
        <p className="lead">
          {data.sources.length === 0 ? words.nobodyWaits : words.lead({ names })}
        </p>
        <Lines of={words.what} />
        <Form name="claim" action="/api/claim">
          <TextField
            name="pseudonym"
            label={t.accounts.pseudonym}
            hint={words.pseudonymHint}
            autoComplete="username"
          />
          <TextField name="code" label={words.code} hint={words.codeHint} />
          <NewPasswordField label={t.accounts.newPassword} />
          <Checkbox name="agree" label={t.accounts.signUp.agree} />
          <p className="hint">
            {t.accounts.signUp.agreeNote} <a href={href('siteRules')}>{t.accounts.signUp.rules}</a>
          </p>
          <ProofOfWorkField form="claim" challenge={data.challenge} />
          <Submit label={words.submit} />
        </Form>
        <p className="note">{words.noCode}</p>
      </>
    );
  },
});
