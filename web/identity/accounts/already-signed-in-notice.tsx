import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';

/** Notice for members who are signed in already; nothing for visitors. */
export function AlreadySignedInNotice() {
  const { t, viewer, language } = usePage();
  if (viewer === null) return null;
  return (
    <p>
      {t.accounts.signedInAs({ pseudonym: viewer.pseudonym })}{' '}
      <a href={pathTo(language, 'settings')}>{t.accounts.toSettings}</a>
    </p>
  );
}
