import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '#shared/identity/accounts.ts';
import { usePage } from '#web/page-context.ts';
import { TextField } from '#web/ui/form.tsx';

/** The field of an existing password, for password managers to fill. */
export function CurrentPasswordField(props: { name?: string; label: string }) {
  return (
    <TextField
      name="password"
      type="password"
      autoComplete="current-password"
      maxLength={MAX_PASSWORD_LENGTH}
      {...props}
    />
  );
}

/** The field of a password to choose, for password managers to suggest. */
export function NewPasswordField(props: { name?: string; label: string }) {
  const { t } = usePage();
  return (
    <TextField
      name="password"
      type="password"
      hint={t.accounts.passwordHint({ min: MIN_PASSWORD_LENGTH })}
      autoComplete="new-password"
      maxLength={MAX_PASSWORD_LENGTH}
      {...props}
    />
  );
}
