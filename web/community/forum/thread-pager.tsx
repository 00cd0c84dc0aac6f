import type { ThreadResponse } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { threadPageAddress } from './page-addresses.ts';

/** Links to a thread's pages: nearby ones, the first and the last. */
export function ThreadPager(props: { thread: ThreadResponse; above?: boolean }) {
  const { t, language, format } = usePage();
  const words = t.forum.thread;
  const { id, page, pages } = props.thread;
  if (pages < 2) return null;
  return (
    <nav
      className="thread-pager"
      aria-label={props.above === true ? words.pagesAbove : words.pages}
    >
      {page > 1 ? (
        <a rel="prev" href={threadPageAddress(language, id, page - 1)}>
          {words.previous}
        </a>
      ) : null}
      <ol>
        {pagesNear(page, pages).map((one, index, all) => (
          <li
            key={one}
            className={index > 0 && one - (all[index - 1] ?? 0) > 1 ? 'gap' : undefined}
          >
            <a
              href={threadPageAddress(language, id, one)}
              aria-label={words.page({ count: one })}
              aria-current={one === page ? 'page' : undefined}
            >
              {format.number(one)}
            </a>
          </li>
        ))}
      </ol>
      {page < pages ? (
        <a rel="next" href={threadPageAddress(language, id, page + 1)}>
          {words.next}
        </a>
      ) : null}
    </nav>
  );
}

/** The page numbers to link: the first, the last, and the neighbours of the current page. */
function pagesNear(page: number, pages: number): number[] {
  const wanted = [1, page - 1, page, page + 1, pages];
  return [...new Set(wanted)].filter((one) => one >= 1 && one <= pages).toSorted((a, b) => a - b);
}
