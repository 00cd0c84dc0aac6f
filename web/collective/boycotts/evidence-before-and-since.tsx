import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';
import { FoldedSection } from '#web/ui/folded-section.tsx';
import { Table } from '#web/ui/table.tsx';

type Shown = NonNullable<BoycottResponse['effect']>;

/** Evidence of the weeks before a boycott and since, beside what pledgers say, without claiming a cause. */
export function EvidenceBeforeAndSince({ effect }: { effect: Shown }) {
  const { t, format, href } = usePage();
  const words = t.boycotts.one.effect;
  const { before, since, rewards, replies } = effect;
  const weeks = [...rowsOf(before, words.before), ...rowsOf(since, words.since)];
  return (
    <FoldedSection id="effect" title={words.title} say={words.say}>
      {weeks.every(({ members }) => members === 0) ? (
        <p>{words.allFew}</p>
      ) : (
        <Table
          caption={words.reportsCaption}
          columns={[words.week, words.members, words.held]}
          rows={weeks.map(({ week, last, when, members, held, couldNot }) => ({
            key: week,
            cells: [
              `${week === last ? '' : `${format.day(week)} – `}${format.day(last)}, ${when}`,
              members === 0 ? words.few : format.number(members),
              held + couldNot === 0 ? '–' : words.heldOf({ held, of: held + couldNot }),
            ],
          }))}
        />
      )}
      <p className="soft">{words.running}</p>
      <h3>{words.rewards}</h3>
      {rewards.length === 0 ? <p className="soft">{words.noRewards}</p> : null}
      <ul className="ledger">
        {rewards.map(({ task, title, currency, beforeMinor, nowMinor }) => (
          <li key={task}>
            <a href={href('task', { id: task })}>{title}</a>
            <span>
              {format.money(beforeMinor, currency)} → <b>{format.money(nowMinor, currency)}</b>
            </span>
          </li>
        ))}
      </ul>
      <p>{replies === 0 ? words.noReplies : words.replies({ count: replies })}</p>
    </FoldedSection>
  );
}

type Week = Shown['before'][number];

/** The weeks as rows of a table; those that follow each other without any figure are one row. */
function rowsOf(weeks: readonly Week[], when: string): (Week & { last: string; when: string })[] {
  const rows: (Week & { last: string; when: string })[] = [];
  for (const week of weeks) {
    const above = rows.at(-1);
    if (above !== undefined && isEmpty(above) && isEmpty(week)) above.last = week.week;
    else rows.push({ ...week, last: week.week, when });
  }
  return rows;
}

function isEmpty({ members, held, couldNot }: Week): boolean {
  return members + held + couldNot === 0;
}
