import { pathTo } from '#shared/paths.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';

type Data = { code: ErrorCode };

/** What a person sees when something is wrong: what happened, and what to do. */
export const errorPage = definePage<Data>({
  load: () => Promise.reject(new Error('shown by the error handler only')),
  title: ({ code }, { t }) => (code === 'not-found' ? '404' : t.errors.title),
  head: () => ({ noIndex: true }),
  Page: ({ data }) => {
    const { t, language } = usePage();
    return (
      <>
        <h1>{t.errors.title}</h1>
        <p>{t.errors.codes[data.code]}</p>
        <p>
          <a href={pathTo(language, 'home')}>{t.errors.back}</a>
        </p>
      </>
    );
  },
});
