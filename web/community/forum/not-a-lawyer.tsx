import { LAW_CATEGORY, type ListedCategory } from '#shared/community/forum-categories.ts';
import { usePage } from '#web/page-context.ts';

/** Says of a topic about law, taxes or benefits that no lawyer answers; nothing elsewhere. */
export function NotALawyer({ category }: { category: ListedCategory }) {
  const { t } = usePage();
  return category.slug === LAW_CATEGORY ? (
    <b className="not-a-lawyer">{t.forum.thread.notALawyer}</b>
  ) : null;
}
