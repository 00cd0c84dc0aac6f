import type { ReactNode } from 'react';
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

/** The message of `?done=code` after a form, if the page has one for it. */
export function Done({ messages }: { messages: Readonly<Record<string, string>> }) {
  const { query } = usePage();
  const code = query['done'] ?? '';
  const message = Object.hasOwn(messages, code) ? messages[code] : undefined;
  return message === undefined ? null : (
    <MessageBox tone="done">
      <p>{message}</p>
    </MessageBox>
  );
}
