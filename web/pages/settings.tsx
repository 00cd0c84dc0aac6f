import type { ReactNode } from 'react';
import { accountResponse, type AccountResponse } from '#shared/accounts.ts';
import {
  CountryForm,
  DataLink,
  DeleteForm,
  LanguageForm,
  PasswordForm,
  PhraseLink,
  SessionForms,
} from '#web/accounts/settings-forms.tsx';
import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';
import { Done } from '#web/ui/notice.tsx';

/** A member's own account, one fold a matter. */
export const settings = definePage<AccountResponse>({
  load: (api) => api.get('/api/me/account', accountResponse),
  membersOnly: true,
  title: (_, { t }) => t.accounts.settings.title,
  head: () => ({ noIndex: true }),
  Page: ({ data }) => {
    const { t } = usePage();
    const words = t.accounts.settings;
    return (
      <>
        <h1>{words.title}</h1>
        <Done messages={t.accounts.done} />
        <p className="sub">
          {t.accounts.signedInAs(data.pseudonym)} {data.established ? words.established : null}
        </p>
        <div className="folds">
          <Fold form="sign-out" title={words.sessions} open>
            <SessionForms account={data} />
          </Fold>
          <Fold form="recovery-phrase" title={words.phrase} open={!data.hasRecoveryPhrase}>
            <PhraseLink account={data} />
          </Fold>
          <Fold form="password" title={words.password}>
            <PasswordForm />
          </Fold>
          <Fold form="language" title={words.language}>
            <LanguageForm account={data} />
          </Fold>
          <Fold form="country" title={words.country}>
            <CountryForm account={data} />
          </Fold>
          <Fold form="data" title={words.data}>
            <DataLink account={data} />
          </Fold>
          <Fold form="delete" title={words.remove}>
            <DeleteForm />
          </Fold>
        </div>
      </>
    );
  },
});

/** Opens by itself where its form was refused. */
function Fold(props: {
  form: string;
  title: string;
  open?: boolean;
  children: ReactNode;
}): ReactNode {
  const { form } = usePage();
  return (
    <details className="fold" open={props.open === true || form?.form === props.form}>
      <summary>
        <h2>{props.title}</h2>
      </summary>
      {props.children}
    </details>
  );
}
