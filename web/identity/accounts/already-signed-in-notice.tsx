import { usePage } from '#web/page-context.ts';

/** Notice for members who are signed in already; nothing for visitors. */
export function AlreadySignedInNotice() {
  const { t, viewer, href } = usePage();
  if (viewer === null) return null;
  return (
    <p className="with-link">
      {t.accounts.signedInAs({ pseudonym: viewer.pseudonym })}{' '}
      <a href={href('settings')}>{t.accounts.toSettings}</a>
    </p>
  );
}
