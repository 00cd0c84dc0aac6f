import { TEN_MINUTE_SUBJECTS, type PublicLogEntry } from '#shared/transparency-log/log-entries.ts';
import { usePage } from '#web/page-context.ts';
import { entryKindSentence } from './entry-kind-sentence.ts';

/**
 * One act of the public record: what happened and when; what proves it unfolds.
 * @param open whether it is unfolded already, where the page is about one subject.
 */
export function LogEntryItem({ entry, open }: { entry: PublicLogEntry; open: boolean }) {
  const { t, format, href } = usePage();
  const { day, kind, subject, platform, commitment, saltErased, leaf } = entry;
  const said = entryKindSentence(kind, t);
  // What a Monday shows is told by that Monday, which says more than the month.
  const [, shown = day] = /^(?:week|slips)\/.*-(\d{4}-\d{2}-\d{2})$/.exec(subject) ?? [];
  return (
    <li>
      <details className="fold" open={open}>
        <summary>
          <b>{said}</b>
          <small>
            {platform === null ? null : `${platform.name} · `}
            <time dateTime={shown}>
              {shown.length > 7 ? format.day(shown) : format.month(shown)}
            </time>
            {leaf === null ? null : ` · ${t.record.leaf({ number: format.number(leaf) })}`}
          </small>
        </summary>
        <p>
          {platform === null ? (
            <code>{subject}</code>
          ) : (
            <a href={href('platform', { slug: platform.slug })}>{platform.name}</a>
          )}
        </p>
        <p className="note">
          {t.record.commitment} <code>{commitment}</code>
          {saltErased ? ` (${t.record.salt})` : null}
        </p>
        <Proof entry={entry} />
      </details>
    </li>
  );
}

/** The entry's proof to download, with the salt where the viewer is the author. */
function Proof({ entry: { leaf, subject } }: { entry: PublicLogEntry }) {
  const { t, query, viewer } = usePage();
  if (leaf === null) {
    const soon = new RegExp(TEN_MINUTE_SUBJECTS).test(subject);
    return <p className="soft">{soon ? t.record.waits : t.record.waitsForDay}</p>;
  }
  const own = query['subject'] !== undefined && viewer !== null;
  return (
    <p className="links">
      <a href={`/record/proof/${leaf}.tlog-proof`} data-turbo="false" rel="nofollow">
        {t.record.proof}
      </a>
      {own ? (
        <a href={`/record/receipt/${leaf}.tlog-proof`} data-turbo="false" rel="nofollow">
          {t.record.receipt}
        </a>
      ) : null}
    </p>
  );
}
