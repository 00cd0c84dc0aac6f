import { accountResponse } from '#shared/identity/accounts.ts';
import {
  PersonalDataLink,
  DeleteAccountForm,
  LanguageForm,
  PasskeyLink,
  PasswordForm,
  RecoveryPhraseLink,
  SessionForms,
  WithdrawPostsForm,
} from '#web/identity/accounts/settings-forms.tsx';
import { contactSettingsResponse } from '#shared/identity/members.ts';
import {
  ALLOW_OR_BLOCK_FORMS,
  AllowOrBlockForms,
} from '#web/community/private-messages/allow-or-block-forms.tsx';
import { definePage } from '#web/page.ts';
import { Fold } from '#web/ui/fold.tsx';
import { Done } from '#web/ui/message-box.tsx';

/** A member's account, in collapsed sections. */
export const settings = definePage({
  layout: 'content-beside',
  load: async (api) => ({
    ...(await api.get('/api/me/account', accountResponse)),
    reach: await api.get('/api/me/reach', contactSettingsResponse),
  }),
  membersOnly: true,
  title: (_, { t }) => t.accounts.settings.title,
  body: (data, { t }) => {
    const words = t.accounts.settings;
    return (
      <>
        <h1>{words.title}</h1>
        <Done messages={{ ...t.accounts.done, ...t.messages.done }} />
        <p className="sub">
          {t.accounts.signedInAs({ pseudonym: data.pseudonym })}{' '}
          {data.established ? words.established : null}
        </p>
        <div className="folds">
          <Fold form="sign-out" title={words.sessions} open>
            <SessionForms account={data} />
          </Fold>
          <Fold form="recovery-phrase" title={words.phrase} open={!data.hasRecoveryPhrase}>
            <RecoveryPhraseLink account={data} />
          </Fold>
          <Fold form="passkeys" title={t.accounts.passkeys.title}>
            <PasskeyLink />
          </Fold>
          <Fold form="password" title={words.password}>
            <PasswordForm />
          </Fold>
          <Fold form="language" title={words.language}>
            <LanguageForm account={data} />
          </Fold>
          <Fold form={ALLOW_OR_BLOCK_FORMS} title={t.messages.settings.title}>
            <AllowOrBlockForms reach={data.reach} />
          </Fold>
          <Fold form="data" title={words.data}>
            <PersonalDataLink account={data} />
          </Fold>
          <Fold form="withdraw-posts" title={words.posts}>
            <WithdrawPostsForm />
          </Fold>
          <Fold form="delete" title={words.remove}>
            <DeleteAccountForm />
          </Fold>
        </div>
      </>
    );
  },
});
