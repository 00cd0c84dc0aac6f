import { usePage } from '#web/page-context.ts';

/** Hidden username field, so that password managers know which account the form is for. */
export function UserNameField() {
  const { viewer } = usePage();
  return (
    <input type="text" autoComplete="username" value={viewer?.pseudonym ?? ''} readOnly hidden />
  );
}
