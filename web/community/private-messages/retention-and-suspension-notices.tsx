import type { MessageSuspension } from '#shared/community/private-messages.ts';
import { usePage } from '#web/page-context.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { MessageBox } from '#web/ui/message-box.tsx';

/**
 * Notice above all messages: how long they are kept, and what a thief of the database would learn.
 */
export function RetentionNotice() {
  const { keep } = usePage().t.messages;
  return <Lines className="prose keep" of={keep} />;
}

/** The short form of `RetentionNotice`, above each conversation. */
export function RetentionLine() {
  const { t, href } = usePage();
  const [gone, sealed] = t.messages.keep;
  return (
    <p className="sub">
      {gone} {sealed} <a href={`${href('privacy')}#messages-prives`}>{t.messages.more}</a>
    </p>
  );
}

/** Why a suspended member may not write, until when, and how to appeal. */
export function SuspensionNotice({ suspension }: { suspension: MessageSuspension | null }) {
  const { t, href } = usePage();
  if (suspension === null) return null;
  const words = t.messages.suspension;
  const { endsOn, rule, reason } = suspension;
  return (
    <MessageBox tone="plain">
      <p>
        <strong>{words.title}</strong>
      </p>
      <p>
        {words.why} {words.until({ day: endsOn })}
      </p>
      <p>
        {words.rule}{' '}
        <a href={`${href('siteRules')}#${rule}`}>
          {rule}, {t.legal.siteRules.rules[rule].title}
        </a>
      </p>
      <p>{words.reason}</p>
      <blockquote dir="auto">{reason}</blockquote>
      <p className="links">
        <a href={href('legalNotice')}>{words.contest}</a>
      </p>
    </MessageBox>
  );
}
