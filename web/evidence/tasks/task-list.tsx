import type { Language } from '#shared/core/languages.ts';
import type { PublishedTask } from '#shared/evidence/tasks.ts';
import { usePage } from '#web/page-context.ts';
import { formatDuration } from '#web/format.ts';
import { Facts } from '#web/ui/fact-list.tsx';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { Tile } from '#web/ui/tile.tsx';
import { refusalsInWords, silentRefusalsInWords } from './task-text.ts';

/** Tasks as cards on a phone, as a table on a wide screen. */
export function TaskList(props: {
  tasks: readonly PublishedTask[];
  heading: 'h2' | 'h3';
  withPlatform?: boolean;
}) {
  const { t } = usePage();
  // A title alone is too short to tell its language.
  const titlesIn = useTextLanguage()(props.tasks.map(({ title }) => title).join(' '));
  return (
    <>
      {titlesIn === undefined ? null : <p className="note">{t.taskPages.titlesIn[titlesIn]}</p>}
      <ul className="figure-rows more-figures">
        {props.tasks.map((task) => (
          <TaskRow
            key={task.id}
            task={task}
            heading={props.heading}
            withPlatform={props.withPlatform === true}
            titlesIn={titlesIn}
          />
        ))}
      </ul>
    </>
  );
}

function TaskRow(props: {
  task: PublishedTask;
  heading: 'h2' | 'h3';
  withPlatform: boolean;
  titlesIn: Language | undefined;
}) {
  const { task, heading: Heading, withPlatform, titlesIn } = props;
  const page = usePage();
  const { t, format, href } = page;
  const words = t.taskPages;
  const { figures, reward, platform, client, lastMonth } = task;
  const hourly = figures?.hourly ?? null;
  const shown: readonly (readonly [string, string | null])[] = [
    [words.columns.hourly, hourly === null ? null : format.money(hourly.median, hourly.currency)],
    [words.columns.reward, format.money(reward.minor, reward.currency)],
    [
      words.columns.time,
      figures === null || figures.medianRunSeconds === null
        ? null
        : formatDuration(figures.medianRunSeconds),
    ],
    [words.columns.refused, figures === null ? null : refusalsInWords(figures, page)],
  ];
  const where = [
    withPlatform ? platform.name : null,
    client === null ? null : client.name,
    figures === null ? words.fewReports : words.by({ count: figures.members }),
    figures === null ? null : words.lastIn({ month: format.month(lastMonth) }),
    figures === null ? null : silentRefusalsInWords(figures, page),
  ].filter((part) => part !== null);
  return (
    <li>
      <div className="row-name">
        {withPlatform ? <Tile name={platform.name} /> : null}
        <div>
          <Heading lang={titlesIn}>
            <a href={href('task', { id: task.id })}>{task.title}</a>
          </Heading>
          <small>{where.join(' · ')}</small>
        </div>
      </div>
      <Facts className="figures" facts={shown} none={words.none} />
    </li>
  );
}
