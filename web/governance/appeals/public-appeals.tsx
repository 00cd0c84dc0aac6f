import type { PublicAppeal } from '#shared/governance/appeals.ts';
import { usePage } from '#web/page-context.ts';

/** Appeals against a decision, with their outcomes; never by whom. */
export function PublicAppeals({ appeals }: { appeals: readonly PublicAppeal[] }) {
  const { t, href } = usePage();
  // Author and flagger may both appeal: one jury answers both.
  const told = appeals.filter(
    (one, nth) =>
      appeals.findIndex(({ state, jury }) => state === one.state && jury === one.jury) === nth,
  );
  if (told.length === 0) return null;
  return (
    <ul className="aside appeals">
      {told.map(({ state, jury }) => (
        <li key={`${state} ${jury}`}>
          {t.juries.appeal.against[state]}{' '}
          {jury === null ? null : <a href={href('jury', { id: jury })}>{t.juries.own.see}</a>}
        </li>
      ))}
    </ul>
  );
}
