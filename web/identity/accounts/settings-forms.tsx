import { type AccountResponse } from '#shared/identity/accounts.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Submit } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { CurrentPasswordField, NewPasswordField } from './password-fields.tsx';
import { UserNameField } from './user-name-field.tsx';

export function LanguageForm({ account }: { account: AccountResponse }) {
  const words = usePage().t.accounts.settings;
  return (
    <Form name="language" action="/api/me/language" initial={{ language: account.language }}>
      <p className="hint">{words.languageSay}</p>
      <Choice
        name="language"
        label={words.language}
        inline
        options={LANGUAGES.map((value) => ({ value, label: words.languages[value] }))}
      />
      <Submit label={words.languageSubmit} />
    </Form>
  );
}

export function PasswordForm() {
  const { t } = usePage();
  const words = t.accounts.settings;
  return (
    <Form name="password" action="/api/me/password">
      <UserNameField />
      <CurrentPasswordField name="currentPassword" label={t.accounts.currentPassword} />
      <NewPasswordField name="newPassword" label={t.accounts.newPassword} />
      <p className="hint">{words.passwordSay}</p>
      <Submit label={words.passwordSubmit} />
    </Form>
  );
}

export function RecoveryPhraseLink({ account }: { account: AccountResponse }) {
  const { t, href } = usePage();
  const words = t.accounts.settings;
  const { hasRecoveryPhrase: has } = account;
  return (
    <>
      <p>{has ? words.phraseHas : words.phraseHasNot}</p>
      <p>
        <a className="button second" href={href('recoveryPhrase')}>
          {has ? words.phraseRenew : words.phraseMake}
        </a>
      </p>
    </>
  );
}

export function PasskeyLink() {
  const { t, href } = usePage();
  const words = t.accounts.passkeys;
  return (
    <>
      <p>{words.say}</p>
      <p>
        <a className="button second" href={href('passkeys')}>
          {words.open}
        </a>
      </p>
    </>
  );
}

export function SessionForms({ account }: { account: AccountResponse }) {
  const words = usePage().t.accounts.settings;
  return (
    <>
      <p>{words.sessionsSay({ count: account.sessions })}</p>
      <Form name="sign-out" action="/api/sign-out">
        <Submit label={words.signOut} quiet />
      </Form>
      <Form name="sign-out-everywhere" action="/api/me/sign-out-everywhere">
        <Submit label={words.signOutEverywhere} quiet />
      </Form>
    </>
  );
}

export function PersonalDataLink({ account }: { account: AccountResponse }) {
  const { t, language } = usePage();
  const words = t.accounts.settings;
  return (
    <>
      <p>{words.dataSay}</p>
      <p>
        <a
          className="button second"
          href={`/api/me/data.zip?language=${language}`}
          download
          data-turbo="false"
        >
          {words.downloadTables}
        </a>
      </p>
      <p className="links">
        <a href="/api/me/data.json" download data-turbo="false">
          {words.download}
        </a>
      </p>
      {account.hasWorkbookCopy ? (
        <Form name="delete-copy" action="/api/workbook/copy/delete">
          <p>{words.copySay}</p>
          <Submit label={words.copySubmit} quiet />
        </Form>
      ) : null}
    </>
  );
}

/** The form that withdraws all of the member's forum posts, for good. */
export function WithdrawPostsForm() {
  const words = usePage().t.accounts.settings;
  return (
    <Form name="withdraw-posts" action="/api/me/posts/withdraw">
      <Lines of={words.postsSay} />
      <UserNameField />
      <CurrentPasswordField label={words.removePassword} />
      <Submit label={words.postsSubmit} destructive />
    </Form>
  );
}

export function DeleteAccountForm() {
  const { t, href } = usePage();
  const words = t.accounts.settings;
  const [first, ...more] = words.removeSay;
  return (
    <Form name="delete" action="/api/me/delete" initial={{ what: 'account' }}>
      <p>{first}</p>
      <Choice
        name="what"
        label={words.removeWhat}
        options={[
          { value: 'account', label: words.removeAccount },
          { value: 'everything', label: words.removeEverything },
        ]}
      />
      <Lines of={words.removeEverythingSay} />
      <details>
        <summary>{words.removeMore}</summary>
        <Lines of={more} />
      </details>
      <p className="links">
        <a href={href('myEvidence')}>{words.removeEvidence}</a>
      </p>
      <UserNameField />
      <CurrentPasswordField label={words.removePassword} />
      <Submit label={words.removeSubmit} destructive />
    </Form>
  );
}
