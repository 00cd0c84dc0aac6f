import { usePage } from '#web/page-context.ts';

/**
 * Links to what waits next, on the page that follows a moderator's or second person's act: such a page
 * belongs to the case, and would else be a dead end. Nothing on any other visit.
 */
export function NextWork({ after }: { after: readonly string[] }) {
  const { t, href, query, viewer } = usePage();
  if (viewer === null || !after.includes(query['done'] ?? '')) return null;
  return (
    <p className="links">
      {viewer.moderator ? <a href={href('moderation')}>{t.moderation.case.all}</a> : null}
      <a href={href('secondPerson')}>{t.acts.list}</a>
    </p>
  );
}
