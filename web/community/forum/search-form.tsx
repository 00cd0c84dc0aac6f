import { useId } from 'react';
import { MAX_QUERY_LENGTH } from '#shared/directory/platform-ranking.ts';
import { usePage } from '#web/page-context.ts';

/** The forum's search box: the site's search of all kinds of content, or with `threads` of threads alone. */
export function ForumSearch(props: { typed?: string; threads?: boolean }) {
  const id = useId();
  const { t, href } = usePage();
  const words = t.forum.search;
  return (
    <form className="forum-search" role="search" aria-label={words.label} action={href('search')}>
      <label className="hidden-visually" htmlFor={id}>
        {words.label}
      </label>
      {props.threads === true ? <input type="hidden" name="kind" value="thread" /> : null}
      <input
        id={id}
        name="q"
        type="search"
        placeholder={words.placeholder}
        defaultValue={props.typed}
        autoComplete="off"
        maxLength={MAX_QUERY_LENGTH}
      />
      <button className="button second">{words.button}</button>
    </form>
  );
}
