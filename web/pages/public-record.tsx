import {
  logCursor,
  logEntriesResponse,
  logState,
  logSubject,
  type LogEntriesResponse,
} from '#shared/transparency-log/log-entries.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { LogEntryItem } from '#web/transparency-log/log-entry.tsx';
import { RecordPicture } from '#web/transparency-log/record-picture.tsx';
import { LogStateSection } from '#web/transparency-log/log-state.tsx';
import { Section } from '#web/ui/section.tsx';
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
  body: (data, { t, href }) => (
    <>
      <h1>{t.record.title}</h1>
      <p className="sub">{t.record.say}</p>
      {data.subject === null ? (
        <>
          <div className="two">
            <div>
              <Lines className="prose" of={t.record.what} />
              <p>
                <a className="button" href={href('verify')}>
                  {t.record.check}
                </a>
              </p>
            </div>
            <RecordPicture />
          </div>
          <LogStateSection state={data.state} />
          <Section id="lines" title={t.record.lines}>
            <Entries data={data} />
          </Section>
        </>
      ) : (
        <>
          <h2>
            {t.record.about} <code>{data.subject}</code>
          </h2>
          {t.record.receiptSay.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <Entries data={data} />
        </>
      )}
    </>
  ),
});

/** The acts of a page, and links to those before. */
function Entries({ data }: { data: LogEntriesResponse & { subject: string | null } }) {
  const { t, href, query } = usePage();
  const { entries, next, subject } = data;
  return (
    <>
      {entries.length === 0 ? <p className="aside">{t.record.none}</p> : null}
      <ol className="rows record">
        {entries.map((entry) => (
          <LogEntryItem key={entry.commitment} entry={entry} open={subject !== null} />
        ))}
      </ol>
      <CursorPager
        started={query['before'] !== undefined || subject !== null}
        next={next}
        here={(before) =>
          href(
            'publicRecord',
            {},
            { before, subject: before === undefined ? undefined : (subject ?? undefined) },
          )
        }
        newest={subject === null ? t.record.newest : t.record.all}
        older={t.record.older}
      />
    </>
  );
}
