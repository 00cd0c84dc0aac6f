import { pathTo } from '#shared/core/paths.ts';
import { referenceDataResponse } from '#shared/directory/reference-data.ts';
import { taskResponse, type PublishedTask } from '#shared/evidence/tasks.ts';
import {
  CurrentBoycotts,
  BoycottsSection,
  findBoycottsOf,
} from '#web/collective/boycotts/boycotts-section.tsx';
import { AttachClient } from '#web/directory/clients/attach-client.tsx';
import { usePage } from '#web/page-context.ts';
import { ThreadsSection, findThreadsAbout } from '#web/community/forum/threads-section.tsx';
import { definePage } from '#web/page.ts';
import { TaskFlags } from '#web/evidence/tasks/task-flags.tsx';
import { TaskFiguresPanel } from '#web/evidence/tasks/task-figures-panel.tsx';
import { taskHourlyPaySentence } from '#web/evidence/tasks/task-text.ts';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';
import { MinimumWageComparison } from '#web/evidence/hourly-pay/minimum-wage-comparison.tsx';

/** One task: what it pays, and how it is rejected. */
export const task = definePage({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { parameters }) => {
    const id = parameters['id'] ?? '';
    const address = `/api/tasks/${encodeURIComponent(id)}`;
    const [data, tables, threads, boycotts] = await Promise.all([
      api.get(address, taskResponse),
      api.get('/api/tables', referenceDataResponse),
      findThreadsAbout(api, 'task', id),
      findBoycottsOf(api, 'task', id),
    ]);
    return { task: data, tables, threads, boycotts };
  },
  title: ({ task: { title, platform } }, { t }) =>
    `${title}, ${t.taskPages.on({ name: platform.name })}`,
  head: ({ task: data }, context) => ({
    description: context.t.taskPages.task.description({
      platform: data.platform.name,
      hourly: taskHourlyPaySentence(data, context),
    }),
  }),
  body: ({ task: data, tables, threads, boycotts }, page) => {
    const { t, language } = page;
    const words = t.taskPages.task;
    const hourly = data.figures?.hourly ?? null;
    return (
      <>
        <Done messages={t.taskPages.done} />
        <h1>{data.title}</h1>
        <p className="sub with-link">
          <Where task={data} />
        </p>
        <CurrentBoycotts boycotts={boycotts} />
        <div className="platform-grid">
          <div>
            <p className="answer">{taskHourlyPaySentence(data, page)}</p>
            {data.figures === null ? null : <TaskFlags figures={data.figures} />}
            <TaskFiguresPanel task={data} />
            <p className="note">{t.common.notSample}</p>
          </div>
          <div>
            {hourly === null ? null : (
              <Section title={words.beside}>
                <MinimumWageComparison
                  hourly={{ minor: hourly.median, currency: hourly.currency }}
                  tables={tables}
                />
              </Section>
            )}
            <p>
              <a className="button" href={reportAddress(data, language)}>
                {words.reportThis}
              </a>
            </p>
            <AttachClient taskId={data.id} hasClient={data.client !== null} />
          </div>
        </div>
        <BoycottsSection kind="task" about={data.id} boycotts={boycotts} />
        <ThreadsSection kind="task" about={data.id} threads={threads} />
      </>
    );
  },
});

/** Platform, client if known, and reward of a run. */
function Where({ task: { platform, client, reward } }: { task: PublishedTask }) {
  const { t, format, href } = usePage();
  const words = t.taskPages.task;
  return (
    <>
      {words.on} <a href={href('platform', { slug: platform.slug })}>{platform.name}</a>
      {' · '}
      {client === null ? (
        words.clientUnknown
      ) : (
        <>
          {words.client} <a href={href('client', { slug: client.slug })}>{client.name}</a>
        </>
      )}
      {' · '}
      {format.money(reward.minor, reward.currency)}
    </>
  );
}

/** The report form prefilled with this task. */
function reportAddress({ platform, title, client, reward }: PublishedTask, language: 'fr' | 'en') {
  return pathTo(
    language,
    'reportTask',
    {},
    {
      plateforme: platform.slug,
      title,
      client: client?.name,
      reward: reward.minor,
      currency: reward.currency,
    },
  );
}
