import type { ReactNode } from 'react';
import { pathTo } from '#shared/paths.ts';
import {
  recordCursor,
  recordResponse,
  type RecordEntry,
  type RecordResponse,
} from '#shared/record.ts';
import { usePage } from '#web/context.ts';
import { formatDay, formatMonth } from '#web/format.ts';
import { definePage } from '#web/page.ts';

/** Everything that was done on the site, in an order that tells no author's day. */
export const publicRecord = definePage<RecordResponse>({
  load: (api, { query }) => {
    const before = recordCursor.safeParse(query['before']);
    return api.get(`/api/record${before.success ? `?before=${before.data}` : ''}`, recordResponse);
  },
  title: (_, { t }) => t.record.title,
  head: (_, { t, query }) => ({
    description: t.record.say,
    noIndex: query['before'] !== undefined,
  }),
  Page: ({ data }) => {
    const { t, language, query } = usePage();
    return (
      <>
        <h1>{t.record.title}</h1>
        <p className="sub">{t.record.say}</p>
        <ul className="prose">
          {t.record.what.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {data.entries.length === 0 ? <p className="aside">{t.record.none}</p> : null}
        <ol className="record">
          {data.entries.map((entry) => (
            <Entry key={entry.commitment} entry={entry} />
          ))}
        </ol>
        <nav className="pager" aria-label={t.common.pages}>
          {query['before'] === undefined ? null : (
            <a className="button second" href={pathTo(language, 'publicRecord')}>
              {t.record.newest}
            </a>
          )}
          {data.next === null ? null : (
            <a
              className="button second"
              rel="next"
              href={pathTo(language, 'publicRecord', {}, { before: data.next })}
            >
              {t.record.older}
            </a>
          )}
        </nav>
      </>
    );
  },
});

function Entry({ entry }: { entry: RecordEntry }): ReactNode {
  const { t, language } = usePage();
  const { day, kind, subject, platform, commitment, saltErased } = entry;
  const kinds: Readonly<Record<string, string>> = t.record.kinds;
  return (
    <li>
      <p>
        <time dateTime={day} className="soft">
          {day.length > 7 ? formatDay(day, language) : formatMonth(day, language)}
        </time>{' '}
        <strong>{Object.hasOwn(kinds, kind) ? kinds[kind] : kind}</strong>{' '}
        {platform === null ? (
          <code>{subject}</code>
        ) : (
          <a href={pathTo(language, 'platform', { slug: platform.slug })}>{platform.name}</a>
        )}
      </p>
      <p className="note">
        {t.record.commitment} <code>{commitment}</code>
        {saltErased ? ` (${t.record.salt})` : null}
      </p>
    </li>
  );
}
