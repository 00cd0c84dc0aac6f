import { usePage } from '#web/page-context.ts';
import { diffWords, type DiffSegment } from './text-diff.ts';

/** A text with word-level changes marked; both versions in full when it was rewritten. */
export function MarkedTextDiff({ before, now }: { before: string | null; now: string }) {
  const words = usePage().t.forum.history;
  if (before === null) return <p className="version-text">{now}</p>;
  const changes = diffWords(before, now);
  if (changes === null) {
    return (
      <>
        <p className="note">{words.rewritten}</p>
        <p className="version-text">
          <Part kind="removed" text={before} />
        </p>
        <p className="version-text">
          <Part kind="added" text={now} />
        </p>
      </>
    );
  }
  return (
    <p className="version-text">
      {changes.map((change, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts of one text, never moved
        <Part key={index} {...change} />
      ))}
    </p>
  );
}

/** Underlined or struck through, with words for screen readers. */
function Part({ kind, text }: DiffSegment) {
  const words = usePage().t.forum.history;
  if (kind === 'same') return text;
  const Mark = kind === 'added' ? 'ins' : 'del';
  return (
    <Mark>
      <span className="hidden-visually">{words[kind]}</span>
      {text}
      <span className="hidden-visually">{words.end}</span>
    </Mark>
  );
}
