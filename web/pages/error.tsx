import { ERROR_STATUS, type ErrorCode } from '#shared/core/errors.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import type { Messages } from '#web/i18n/messages.ts';

export const errorPage = definePage<{ code: ErrorCode }>({
  load: () => Promise.reject(new Error('shown by the error handler only')),
  title: ({ code }, { t }) => titleOf(code, t),
  head: () => ({ noIndex: true }),
  body: ({ code }, { t, href }) => {
    const words = t.home.wrong;
    return (
      <div className="prose">
        <h1>{titleOf(code, t)}</h1>
        <p className="sub">{words.code({ status: ERROR_STATUS[code] })}</p>
        <WhatToDo code={code} />
        <p className="links">
          <a href={href('platforms')}>{words.all}</a>
          <a href={href('home')}>{words.back}</a>
        </p>
      </div>
    );
  },
});

function titleOf(code: ErrorCode, { home }: Messages): string {
  if (code === 'not-found') return home.wrong.missing.title;
  return code === 'withdrawn' ? home.wrong.withdrawn.title : home.wrong.title;
}

function WhatToDo({ code }: { code: ErrorCode }) {
  const { t, href } = usePage();
  const { missing, withdrawn } = t.home.wrong;
  if (code === 'not-found') {
    return (
      <>
        <p>{missing.say}</p>
        <p>
          <a href={href('addPlatform')}>{missing.add}</a>
        </p>
      </>
    );
  }
  if (code === 'withdrawn') {
    return (
      <>
        <p>{withdrawn.say}</p>
        <p>
          <a href={href('publicRecord')}>{withdrawn.record}</a>
        </p>
      </>
    );
  }
  return <p>{t.errors.codes[code]}</p>;
}
