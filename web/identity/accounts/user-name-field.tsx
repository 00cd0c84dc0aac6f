import { usePage } from '#web/page-context.ts';

/** Hidden username field, which tells password managers the account. */
export function UserNameField() {
  const { viewer } = usePage();
  return (
    <input type="text" autoComplete="username" value={viewer?.pseudonym ?? ''} readOnly hidden />
  );
}
