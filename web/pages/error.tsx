import { ERROR_STATUS, type ErrorCode } from '#shared/core/errors.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import type { Messages } from '#web/i18n/messages.ts';

/** Seconds until a page that failed on our side loads itself again. */
const RETRY_SECONDS = 8;

/** `retries`: a page was asked for, not a form sent, so that loading it again repeats nothing. */
export const errorPage = definePage<{ code: ErrorCode; retries: boolean }>({
  layout: 'middle',
  load: () => Promise.reject(new Error('shown by the error handler only')),
  title: ({ code }, { t }) => titleOf(code, t),
  head: ({ code, retries }) => ({
    noIndex: true,
    ...(retries && isOurs(code) ? { refreshSeconds: RETRY_SECONDS } : {}),
  }),
  body: ({ code, retries }, { t, href, path }) => {
    const words = t.home.wrong;
    return (
      <div className="prose">
        <h1>{titleOf(code, t)}</h1>
        <p className="sub">{words.code({ status: ERROR_STATUS[code] })}</p>
        {isOurs(code) ? <p className="lead">{words.ours.say}</p> : null}
        <WhatToDo code={code} />
        {retries && isOurs(code) ? (
          <p>
            {words.ours.again} <a href={path}>{words.ours.now}</a>
          </p>
        ) : null}
        <p className="buttons">
          <a className="button" href={href('platforms')}>
            {words.all}
          </a>
          <a className="button second" href={href('home')}>
            {words.back}
          </a>
        </p>
      </div>
    );
  },
});

function isOurs(code: ErrorCode): boolean {
  return ERROR_STATUS[code] >= 500;
}

function titleOf(code: ErrorCode, { home }: Messages): string {
  if (code === 'not-found') return home.wrong.missing.title;
  if (isOurs(code)) return home.wrong.ours.title;
  return code === 'withdrawn' ? home.wrong.withdrawn.title : home.wrong.title;
}

function WhatToDo({ code }: { code: ErrorCode }) {
  const { t, href } = usePage();
  const { missing, withdrawn } = t.home.wrong;
  if (code === 'not-found') {
    return (
      <>
        <p>{missing.say}</p>
        <p className="links">
          <a href={href('addPlatform')}>{missing.add}</a>
        </p>
      </>
    );
  }
  if (code === 'withdrawn') {
    return (
      <>
        <p>{withdrawn.say}</p>
        <p className="links">
          <a href={href('publicRecord')}>{withdrawn.record}</a>
        </p>
      </>
    );
  }
  return <p>{t.errors.codes[code]}</p>;
}
