import { TEN_MINUTE_SUBJECTS, type PublicLogEntry } from '#shared/transparency-log/log-entries.ts';
import { usePage } from '#web/page-context.ts';
import { entryKindSentence } from './entry-kind-sentence.ts';

/** One act of the public record, with its leaf number once it has one. */
export function LogEntryItem({ entry }: { entry: PublicLogEntry }) {
  const { t, format, href } = usePage();
  const { day, kind, subject, platform, commitment, saltErased } = entry;
  const [, monday] = /^(?:week|slips)\/.*-(\d{4}-\d{2}-\d{2})$/.exec(subject) ?? [];
  return (
    <li>
      <p>
        <strong>{entryKindSentence(kind, t)}</strong>
        {platform === null ? null : (
          <>
            {' '}
            <a href={href('platform', { slug: platform.slug })}>{platform.name}</a>
          </>
        )}
        {monday === undefined ? null : `, ${format.day(monday)}`}
      </p>
      <p className="soft">
        <time dateTime={day}>{day.length > 7 ? format.day(day) : format.month(day)}</time>
        {' · '}
        <Place entry={entry} />
      </p>
      <p className="note">
        {platform === null ? <code>{subject} </code> : null}
        {t.record.commitment} <code>{commitment}</code>
        {saltErased ? ` (${t.record.salt})` : null}
      </p>
    </li>
  );
}

/**
 * The entry's leaf number and its proof to download, with the salt where the viewer is the author.
 */
function Place({ entry: { leaf, subject } }: { entry: PublicLogEntry }) {
  const { t, format, query, viewer } = usePage();
  if (leaf === null) {
    const soon = new RegExp(TEN_MINUTE_SUBJECTS).test(subject);
    return soon ? t.record.waits : t.record.waitsForDay;
  }
  const own = query['subject'] !== undefined && viewer !== null;
  return (
    <>
      {t.record.leaf({ number: format.number(leaf) })}{' '}
      <a href={`/record/proof/${leaf}.tlog-proof`} data-turbo="false" rel="nofollow">
        {t.record.proof}
      </a>
      {own ? (
        <>
          {' '}
          <a href={`/record/receipt/${leaf}.tlog-proof`} data-turbo="false" rel="nofollow">
            {t.record.receipt}
          </a>
        </>
      ) : null}
    </>
  );
}
