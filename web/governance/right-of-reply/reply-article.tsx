import { REPLY_FACTS, type PublishedReply } from '#shared/governance/right-of-reply.ts';
import { usePage } from '#web/page-context.ts';
import { decisionPath } from '#web/governance/case-decisions/decision-path.ts';
import { FlagLink } from '#web/governance/flags/flag-link.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** A published reply, under its sender's name and set apart from the site's own text. */
export function ReplyArticle({ reply }: { reply: PublishedReply }) {
  const { t, format } = usePage();
  const words = t.replies;
  const { id, signedAs, domain, publishedOn } = reply;
  return (
    <article className="review" id={`reply-${id}`}>
      <p>
        <b>
          {domain === null
            ? words.label({ name: signedAs })
            : words.verified({ name: signedAs, domain })}
        </b>
      </p>
      <Text reply={reply} />
      <ReplyFactList reply={reply} />
      <p className="who">
        {words.published({ day: format.day(publishedOn) })} · <FlagLink subject={`reply/${id}`} />
      </p>
    </article>
  );
}

/** The text of a reply: behind a click if hidden, absent if removed. */
function Text({ reply: { text, hiding } }: { reply: PublishedReply }) {
  const { t, language } = usePage();
  const words = t.replies;
  const told = text === null ? null : <UserText text={text} />;
  if (hiding === null) return told;
  return (
    <>
      {told === null ? (
        <p className="soft">{words.removed({ rule: hiding.rule })}</p>
      ) : (
        <details>
          <summary>{words.hidden({ rule: hiding.rule })}</summary>
          {told}
        </details>
      )}
      <p className="links">
        <a href={decisionPath(language, hiding.decision)}>{words.why}</a>
      </p>
    </>
  );
}

/** A platform's statements about itself; nothing without any. */
export function ReplyFactList({ reply: { facts } }: { reply: PublishedReply }) {
  const { t } = usePage();
  const words = t.replies;
  if (facts === null) return null;
  return (
    <dl className="according">
      {REPLY_FACTS.map((name) =>
        facts[name] === undefined ? null : (
          <div className="row" key={name}>
            <dt>
              {words.facts[name]} <small>{words.according}</small>
            </dt>
            <dd>{facts[name]}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
