import { MAX_CLIENT_ITEMS_SHOWN } from '#shared/directory/clients.ts';
import { usePage } from '#web/page-context.ts';

/**
 * Note below a list that has reached its maximum length: there may be more. Nothing below a shorter
 * list.
 */
export function TruncatedListNote({ of }: { of: readonly unknown[] }) {
  const { t } = usePage();
  return of.length < MAX_CLIENT_ITEMS_SHOWN ? null : (
    <p className="soft">{t.clients.page.atMost({ count: MAX_CLIENT_ITEMS_SHOWN })}</p>
  );
}
