import type { ClientsResponse, ListedClient } from '#shared/directory/clients.ts';
import type { TasksResponse } from '#shared/evidence/tasks.ts';
import { usePage } from '#web/page-context.ts';
import { TaskList } from '#web/evidence/tasks/task-list.tsx';
import { Tile } from '#web/ui/tile.tsx';
import { Section } from '#web/ui/section.tsx';
import { formatPerHour } from '#web/evidence/hourly-pay/wage-text.ts';

/** How many tasks and clients a platform's page lists. */
export const TASKS_AND_CLIENTS_SHOWN = 5;

/** The platform's tasks and what they pay, latest report first. Has no heading. */
export function TasksSection({ slug, tasks: list }: { slug: string; tasks: TasksResponse }) {
  const { t, href } = usePage();
  const words = t.taskPages.section;
  const { tasks } = list;
  return (
    <>
      <p className="say">{words.say}</p>
      {tasks.length === 0 ? (
        <p>
          {t.taskPages.empty} {t.taskPages.emptySay}
        </p>
      ) : (
        <TaskList tasks={tasks} heading="h2" />
      )}
      <p className="buttons">
        {tasks.length === 0 ? null : (
          <a className="button second" href={href('tasks', {}, { plateforme: slug })}>
            {words.all}
          </a>
        )}
        <a className="button second" href={href('reportTask', {}, { plateforme: slug })}>
          {t.taskPages.report}
        </a>
      </p>
    </>
  );
}

/** The platform's clients, most reports first. */
export function ClientsSection(props: { slug: string; clients: ClientsResponse }) {
  const { t, href } = usePage();
  const words = t.taskPages.section;
  const { clients } = props.clients;
  if (clients.length === 0) return null;
  return (
    <Section title={words.clients} say={words.clientsSay}>
      <ul className="rows">
        {clients.map((client) => (
          <li key={client.slug}>
            <ClientLine client={client} />
          </li>
        ))}
      </ul>
      <p className="more">
        <a href={href('clients', {}, { plateforme: props.slug })}>{words.allClients}</a>
      </p>
    </Section>
  );
}

function ClientLine({ client: { slug, name, figures } }: { client: ListedClient }) {
  const page = usePage();
  const { t, format, href } = page;
  const words = t.taskPages.section;
  const tasks = figures?.tasks ?? null;
  const rating = figures?.rating ?? null;
  const hourly = tasks?.hourly ?? null;
  const said = [
    tasks === null ? null : words.reports({ count: tasks.members }),
    tasks === null || tasks.refused === null
      ? null
      : words.withoutReason({ share: format.share(tasks.refused.withoutReasonShare) }),
    rating === null || rating.overall === null
      ? null
      : words.rated({ mark: format.number(rating.overall, 1), count: rating.count }),
  ].filter((part) => part !== null);
  return (
    <a href={href('client', { slug })}>
      <Tile name={name} />
      <span className="row-words">
        <b>{name}</b>
        <small>{said.join(' · ')}</small>
      </span>
      {hourly === null ? null : (
        <b>{formatPerHour({ minor: hourly.median, currency: hourly.currency }, page)}</b>
      )}
    </a>
  );
}
