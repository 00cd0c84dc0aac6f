import type { JuryResponse } from '#shared/governance/juries.ts';
import { usePage } from '#web/page-context.ts';
import { entryKindSentence } from '#web/transparency-log/entry-kind-sentence.ts';

/** A jury's acts in the public record, with their salts. */
export function JuryRecordEntries({ acts }: Pick<JuryResponse, 'acts'>) {
  const { t, format } = usePage();
  const words = t.juries.jury;
  if (acts.length === 0) return null;
  return (
    <details className="draw-numbers">
      <summary>{words.acts}</summary>
      <ul className="jury-acts">
        {acts.map(({ kind, commitment, salt, leaf }) => (
          <li key={commitment}>
            {entryKindSentence(kind, t)} ·{' '}
            {leaf === null ? (
              words.waits
            ) : (
              <a href={`/record/proof/${leaf}.tlog-proof`} data-turbo="false" rel="nofollow">
                {words.leaf({ number: format.number(leaf) })}
              </a>
            )}
            <br />
            <small className="soft">
              {t.record.commitment} <code>{commitment}</code>
              {salt === null ? null : (
                <>
                  {', '}
                  {words.salt} <code>{salt}</code>
                </>
              )}
            </small>
          </li>
        ))}
      </ul>
    </details>
  );
}
