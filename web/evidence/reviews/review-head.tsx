import type { PublishedReview } from '#shared/evidence/reviews.ts';
import { authorLabel } from '#web/author-label.ts';
import { usePage } from '#web/page-context.ts';
import { Face } from '#web/ui/face.tsx';
import { Icon } from '#web/ui/icon.tsx';

/** The head of a review: who wrote it, the mean of its marks (1 to 5), and facts below the name. */
export function ReviewHead(props: {
  author: PublishedReview['author'];
  score: number;
  facts: readonly string[];
}) {
  const { t, format } = usePage();
  const { author, score, facts } = props;
  return (
    <header className="post-head">
      {author.pseudonym === null ? (
        <span className="face nobody">
          <Icon name="person" />
        </span>
      ) : (
        <Face pseudonym={author.pseudonym} />
      )}
      <span className="author">{authorLabel(author, t)}</span>
      <b>{t.reviews.outOf({ mark: format.number(score, 1) })}</b>
      <p className="post-when">{facts.join(' · ')}</p>
    </header>
  );
}
