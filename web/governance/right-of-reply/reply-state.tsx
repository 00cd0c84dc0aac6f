import { today } from '#shared/core/days.ts';
import type { ReplyStatus } from '#shared/governance/right-of-reply.ts';
import { usePage } from '#web/page-context.ts';
import { UserText } from '#web/ui/user-text.tsx';
import { platformOrClientQuery } from './platform-or-client-query.ts';
import { replyTargetAddress } from './reply-target-address.ts';

/** The state of a reply, for its sender and anybody with the address. */
export function ReplyState({ status }: { status: ReplyStatus }) {
  const { t, language, format, href, now } = usePage();
  const words = t.replies.status;
  const { about, subject, receivedOn, readBy, state, decidedOn, rule, reason, offer } = status;
  const day = (date: string | null): string => format.day(date ?? receivedOn);
  return (
    <>
      <p>
        {words.received({ day: day(receivedOn) })}{' '}
        {status.domain === null ? null : words.verified({ domain: status.domain })}
      </p>
      {offer === null ? null : (
        <p>
          {words.offer} <a href={href('boycott', { id: offer.id })}>{offer.title}</a>.{' '}
          {words.offerSay}
        </p>
      )}
      {state === 'waiting' ? (
        <>
          <p>{readBy < today(now) ? words.late : words.waiting({ day: day(readBy) })}</p>
          <p className="note">{words.keep}</p>
        </>
      ) : null}
      {state === 'published' ? (
        <p>
          {words.published({ day: day(decidedOn) })}{' '}
          <a href={replyTargetAddress(language, status)}>{words.see}</a>
        </p>
      ) : null}
      {state === 'replaced' ? <p>{words.replaced}</p> : null}
      {state === 'refused' && rule !== null ? (
        <>
          <p>
            {words.refused({ day: day(decidedOn) })} {words.rule}{' '}
            <a href={`${href('siteRules')}#${rule}`}>
              {rule}, {t.legal.siteRules.rules[rule].title}
            </a>
          </p>
          <UserText text={reason} />
          <p>
            {words.again} {words.contest}
          </p>
          <p>
            <a
              href={href(
                'reply',
                {},
                subject === null ? platformOrClientQuery(about) : { sujet: subject },
              )}
            >
              {words.write}
            </a>
          </p>
        </>
      ) : null}
      <p className="soft">
        {words.number} {status.id}
      </p>
    </>
  );
}
