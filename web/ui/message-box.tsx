import type { ReactNode } from 'react';
import { nounFor } from '#web/i18n/nouns.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { usePage } from '#web/page-context.ts';

/** A framed message: `done` confirms an action, `alert` warns, `plain` is neutral. */
export function MessageBox(props: { tone: 'done' | 'alert' | 'plain'; children: ReactNode }) {
  if (props.tone === 'done') {
    return (
      <div className="done" role="status">
        {props.children}
      </div>
    );
  }
  return <div className={props.tone === 'alert' ? 'alert' : 'aside'}>{props.children}</div>;
}

/** The message of `?done=code` after a form: the page's, or that a thing of its reader is withdrawn. */
export function Done({ messages }: { messages: Readonly<Record<string, string>> }) {
  const { query, t } = usePage();
  const code = query['done'] ?? '';
  const message = Object.hasOwn(messages, code) ? messages[code] : withdrawnInWords(code, t);
  return message === undefined ? null : (
    <MessageBox tone="done">
      <p>{message}</p>
    </MessageBox>
  );
}

function withdrawnInWords(code: string, t: Messages): string | undefined {
  const kind = /^(.+)-withdrawn$/.exec(code)?.[1] ?? '';
  const thing = nounFor(kind, 'yours', t);
  if (thing === undefined) return undefined;
  const gender = nounFor(kind, 'gender', t) === 'feminine' ? 'feminine' : 'masculine';
  return t.moderation.withdraw.done({ thing, gender });
}
