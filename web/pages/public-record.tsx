import {
  logCursor,
  logEntriesResponse,
  logState,
  logSubject,
} from '#shared/transparency-log/log-entries.ts';
import { definePage } from '#web/page.ts';
import { LogEntryItem } from '#web/transparency-log/log-entry.tsx';
import { RecordPicture } from '#web/transparency-log/record-picture.tsx';
import { LogStateSection } from '#web/transparency-log/log-state.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { CursorPager } from '#web/ui/cursor-pager.tsx';

/** All acts of the public record, in an order that reveals no author's day. */
export const publicRecord = definePage({
  sameForVisitors: true,
  load: async (api, { query }) => {
    const before = logCursor.safeParse(query['before']);
    const subject = logSubject.safeParse(query['subject']);
    const asked = new URLSearchParams({
      ...(before.success ? { before: before.data } : {}),
      ...(subject.success ? { subject: subject.data } : {}),
    });
    return {
      ...(await api.get(`/api/record?${asked}`, logEntriesResponse)),
      state: await api.get('/api/record/log', logState),
      subject: subject.success ? subject.data : null,
    };
  },
  title: (_, { t }) => t.record.title,
  head: (_, { t, query }) => ({
    description: t.record.say,
    noIndex: query['before'] !== undefined || query['subject'] !== undefined,
  }),
  body: (data, { t, href, query }) => (
    <>
      <h1>{t.record.title}</h1>
      <p className="sub">{t.record.say}</p>
      {data.subject === null ? (
        <>
          <Lines className="prose" of={t.record.what} />
          <RecordPicture />
          <p>
            <a className="button" href={href('verify')}>
              {t.record.check}
            </a>
          </p>
          <LogStateSection state={data.state} />
          <h2 id="lines">{t.record.lines}</h2>
        </>
      ) : (
        <>
          <h2>
            {t.record.about} <code>{data.subject}</code>
          </h2>
          {t.record.receiptSay.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </>
      )}
      {data.entries.length === 0 ? <p className="aside">{t.record.none}</p> : null}
      <ol className="record">
        {data.entries.map((entry) => (
          <LogEntryItem key={entry.commitment} entry={entry} />
        ))}
      </ol>
      <CursorPager
        started={query['before'] !== undefined || data.subject !== null}
        next={data.next}
        here={(before) =>
          href(
            'publicRecord',
            {},
            { before, subject: before === undefined ? undefined : (data.subject ?? undefined) },
          )
        }
        newest={data.subject === null ? t.record.newest : t.record.all}
        older={t.record.older}
      />
    </>
  ),
});
