import { useId } from 'react';
import {
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  MAX_PSEUDONYM_LENGTH,
  MIN_PSEUDONYM_LENGTH,
} from '#shared/identity/accounts.ts';
import { usePage } from '#web/page-context.ts';
import { useField } from '#web/ui/field-state.ts';
import { TextField } from '#web/ui/form.tsx';

/** The fields at the end of a visitor's form, for the account that it makes or signs in to. */
export function AccountFields() {
  const id = useId();
  const { t, href } = usePage();
  const words = t.accounts.atTheEnd;
  const existing = useField('account').value === 'existing';
  return (
    <fieldset className="field account-fields" aria-describedby={id}>
      <legend>{words.title}</legend>
      <div className="side-by-side">
        <TextField
          name="pseudonym"
          label={words.pseudonym}
          autoComplete="username"
          maxLength={200}
        />
        <TextField
          name="password"
          type="password"
          label={words.password}
          autoComplete={existing ? 'current-password' : 'new-password'}
          maxLength={MAX_PASSWORD_LENGTH}
        />
      </div>
      <div className="hint new-account" id={id}>
        <p>{words.nothingElse}</p>
        <p>
          {words.pseudonymHint({
            min: MIN_PSEUDONYM_LENGTH,
            max: MAX_PSEUDONYM_LENGTH,
          })}
        </p>
        <p>{words.passwordHint({ min: MIN_PASSWORD_LENGTH })}</p>
      </div>
      <div className="checkbox">
        <label>
          <input type="checkbox" name="account" value="existing" defaultChecked={existing} />
          <span>{words.existing}</span>
        </label>
      </div>
      <p className="hint existing-account">
        <a href={href('recover')}>{t.accounts.signIn.forgot}</a>
      </p>
    </fieldset>
  );
}
