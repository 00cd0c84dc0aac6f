import { dumpsResponse, type PublishedDump } from '#shared/portability/published-dumps.ts';
import { logState } from '#shared/transparency-log/log-entries.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { sizeInWords } from '#web/portability/dump/size-in-words.ts';
import { SENTENCE_PLACEHOLDER } from '#web/evidence/workbook/sentence-placeholder.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';

/** Verifies the record and the last dump in the browser. */
export const verify = definePage({
  layout: 'titles-beside',
  sameForVisitors: true,
  load: async (api) => ({
    ...(await api.get('/api/dumps', dumpsResponse)),
    ...(await api.get('/api/record/log', logState)),
  }),
  title: (_, { t }) => t.verification.title,
  head: (_, { t }) => ({ description: t.verification.say }),
  body: ({ dumps: [latest], checkpoint }, { t, href, origin }) => {
    const words = t.verification;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <Lines className="prose" of={words.lines} />
        {checkpoint === null ? (
          <p className="aside">{t.record.verify.none}</p>
        ) : (
          <VerifyHere dump={latest ?? null} />
        )}
        <Section title={words.trust.title} id="trust">
          {words.trust.say.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <pre className="command">
            <code>{`node verify.mjs ${origin}`}</code>
          </pre>
          <p className="links">
            <a href="/record/verify.mjs" data-turbo="false" rel="nofollow">
              {words.trust.tool}
            </a>
            <a href={`${href('publicRecord')}#verify`}>{words.trust.witnesses}</a>
          </p>
        </Section>
      </>
    );
  },
});

/** Starts the verification, and shows how far it is and what it found. */
function VerifyHere({ dump }: { dump: PublishedDump | null }) {
  const { t, format, language } = usePage();
  const words = t.verification;
  const size = (bytes: number): string => sizeInWords(bytes, language, t);
  const pictures = dump?.folders.find(({ folder }) => folder === 'images')?.bytes ?? 0;
  return (
    <section
      data-enhance="verify"
      data-words={JSON.stringify({
        ...words,
        until: words.until({ day: SENTENCE_PLACEHOLDER }),
        standings: t.rules.standings,
      })}
      aria-label={words.title}
      className="verify-here"
    >
      <p>
        {dump === null
          ? words.none
          : words.size({ size: size(bytesToRead(dump)), day: format.day(dump.day) })}
      </p>
      <noscript>
        <p className="aside">{words.noScript}</p>
      </noscript>
      <div data-part="start" hidden>
        {pictures === 0 ? null : (
          <div className="checkbox">
            <label>
              <input type="checkbox" data-part="pictures" />{' '}
              <span>{words.pictures({ size: size(pictures) })}</span>
            </label>
          </div>
        )}
        <button type="button" className="button" data-part="go">
          {words.start}
        </button>
        <details>
          <summary>{words.folder.title}</summary>
          <p>{words.folder.say}</p>
          <div className="field">
            <label>
              {words.folder.choose}
              <input type="file" multiple data-part="folder" />
            </label>
          </div>
        </details>
      </div>
      <div data-part="running" hidden>
        <p role="status" data-part="stage" />
        <progress max={1} value={0} data-part="progress" aria-label={words.title} />
        <button type="button" className="quiet" data-part="stop">
          {words.stop}
        </button>
      </div>
      <div data-part="result" tabIndex={-1} />
    </section>
  );
}

/** Returns the number of bytes that a verification without pictures reads: rows and record. */
function bytesToRead({ tables, folders }: PublishedDump): number {
  const rows = tables.filter(({ path }) => path.startsWith('whole/'));
  const record = folders.filter(({ folder }) => folder === 'record');
  return [...rows, ...record].reduce((sum, { bytes }) => sum + bytes, 0);
}
