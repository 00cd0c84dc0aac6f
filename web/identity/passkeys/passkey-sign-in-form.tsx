import { PASSKEY_CHALLENGE_MINUTES } from '#shared/identity/passkeys.ts';
import { ProofOfWorkField } from '#web/identity/accounts/proof-of-work-field.tsx';
import type { SignInFormData } from '#web/identity/accounts/load-sign-in-form.ts';
import { RedirectField } from '#web/identity/accounts/redirect-field.tsx';
import { usePage } from '#web/page-context.ts';
import { Form } from '#web/ui/form.tsx';
import { PasskeyAnswer } from './passkey-answer.tsx';

/** A challenge is renewed a while before it ends. */
const RENEW_MS = (PASSKEY_CHALLENGE_MINUTES - 2) * 60_000;

/** Signs in with a passkey. Hidden until a script finds that browser and site can have them. */
export function PasskeySignInForm({ data }: { data: SignInFormData }) {
  const { t, form } = usePage();
  const words = t.accounts.passkeys;
  const refused = form?.form === 'passkey-sign-in';
  return (
    <div
      data-enhance="passkey-sign-in"
      data-cancelled={words.cancelled}
      data-renew-ms={RENEW_MS}
      hidden={!refused}
    >
      <Form name="passkey-sign-in" action="/api/sign-in/passkey">
        <RedirectField next={data.next} />
        <PasskeyAnswer />
        <ProofOfWorkField form="passkey-sign-in" challenge={data.challenge} />
        <p role="status" data-part="say" />
        <button type="button" className="button second" data-part="begin">
          {words.signIn}
        </button>
      </Form>
    </div>
  );
}
