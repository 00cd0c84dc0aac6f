import { id as taskId } from '#shared/core/form-fields.ts';
import { referenceDataResponse, type ReferenceData } from '#shared/directory/reference-data.ts';
import {
  PAY_SORT_WINDOW_DAYS,
  FIGURE_MIN_MEMBERS,
  TASK_SORTS,
  taskSort,
  tasksResponse,
  type TaskSort,
  type TasksResponse,
} from '#shared/evidence/tasks.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { findPlatformByName } from '#web/directory/platforms/find-platform-by-name.ts';
import { TaskList } from '#web/evidence/tasks/task-list.tsx';
import { MinimumWageNote } from '#web/evidence/hourly-pay/minimum-wage.tsx';
import { FilterPlatform } from '#web/ui/filter-select.tsx';

const SORT = 'tri';
const AFTER = 'apres';

type Data = {
  list: TasksResponse;
  tables: ReferenceData;
  /** The typed text when it matches no platform. */
  unknown: string | null;
};

/** Tasks with reward, time, hourly rate and rejections, on one platform or all. */
export const tasks = definePage<Data>({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { query }) => {
    const typed = (query['plateforme'] ?? '').trim();
    const [platform, tables] = await Promise.all([
      typed === '' ? null : findPlatformByName(api, typed),
      api.get('/api/tables', referenceDataResponse),
    ]);
    const search = new URLSearchParams({ sort: sortOf(query) });
    if (platform !== null) search.set('platform', platform.slug);
    const after = taskId.safeParse(query[AFTER]);
    if (after.success) search.set('after', after.data);
    const list = await api.get(`/api/tasks?${search}`, tasksResponse);
    return { list, tables, unknown: typed !== '' && platform === null ? typed : null };
  },
  title: ({ list: { platform } }, { t }) =>
    platform === null ? t.taskPages.title : t.taskPages.titleOf({ name: platform.name }),
  head: (_, { t, query }) => ({
    description: t.taskPages.description,
    noIndex: query[AFTER] !== undefined,
  }),
  body: ({ list, tables, unknown }, { t, href, query }) => {
    const words = t.taskPages;
    const { platform } = list;
    const here = (changes: Record<string, string | undefined>): string =>
      href('tasks', {}, { plateforme: platform?.slug, [SORT]: query[SORT], ...changes });
    return (
      <>
        <h1>{platform === null ? words.title : words.titleOf({ name: platform.name })}</h1>
        <p className="sub">{words.say}</p>
        {unknown === null ? null : (
          <p className="alert">{words.unknownPlatform({ typed: unknown })}</p>
        )}
        <PlatformFilter name={platform?.name ?? unknown ?? ''} sort={list.sort} />
        {list.tasks.length === 0 ? (
          <p className="aside">
            <strong>
              {platform === null ? words.empty : words.emptyOf({ name: platform.name })}
            </strong>{' '}
            {words.emptySay}
          </p>
        ) : (
          <>
            <nav className="choices" aria-label={words.sorted}>
              {TASK_SORTS.map((sort) => (
                <a
                  key={sort}
                  href={here({ [SORT]: sort === 'recent' ? undefined : sort })}
                  aria-current={sort === list.sort ? 'true' : undefined}
                >
                  {words.sorts[sort]}
                </a>
              ))}
            </nav>
            {list.sort === 'pay' ? (
              <p className="note">
                {words.payDays({ days: PAY_SORT_WINDOW_DAYS, count: FIGURE_MIN_MEMBERS })}
              </p>
            ) : null}
            <TaskList tasks={list.tasks} heading="h2" withPlatform={platform === null} />
          </>
        )}
        <p className="more">
          {query[AFTER] === undefined ? null : <a href={here({})}>{words.first}</a>}
          {list.next === null ? null : (
            <a href={here({ [AFTER]: list.next })} rel="next">
              {words.next}
            </a>
          )}
        </p>
        <p>
          <a className="button" href={href('reportTask', {}, { plateforme: platform?.slug })}>
            {words.report}
          </a>
        </p>
        {list.tasks.length === 0 ? null : <MinimumWageNote tables={tables} />}
        <p className="note">{t.common.notSample}</p>
      </>
    );
  },
});

function sortOf(query: Readonly<Record<string, string>>): TaskSort {
  const read = taskSort.safeParse(query[SORT]);
  return read.success ? read.data : 'recent';
}

/** A GET form, so that the filtered list has an address. */
function PlatformFilter({ name, sort }: { name: string; sort: TaskSort }) {
  const { t, href } = usePage();
  const words = t.taskPages;
  return (
    <form className="task-filter" action={href('tasks')}>
      {sort === 'recent' ? null : <input type="hidden" name={SORT} value={sort} />}
      <FilterPlatform name="plateforme" label={words.platform} value={name} />
      <button className="button second">{words.filter}</button>
      {name === '' ? null : <a href={href('tasks')}>{words.all}</a>}
    </form>
  );
}
