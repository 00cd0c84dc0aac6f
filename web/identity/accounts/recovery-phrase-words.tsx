import { usePage } from '#web/page-context.ts';

/** The twelve words, large and numbered, to copy by hand. Turbo does not cache them. */
export function RecoveryPhraseWords({ phrase }: { phrase: string }) {
  const { t } = usePage();
  return (
    <ol
      className="phrase"
      aria-label={t.accounts.phrase.words}
      translate="no"
      data-turbo-temporary=""
    >
      {phrase.split(' ').map((word, index) => (
        // A phrase can contain a word twice: its position is its key.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>{word}</li>
      ))}
    </ol>
  );
}
