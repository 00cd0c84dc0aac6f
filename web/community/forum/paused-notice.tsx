import type { PostingPause } from '#shared/community/forum.ts';
import { OwnValues } from '#web/own-parts.tsx';
import { usePage } from '#web/page-context.ts';
import type { PageContext } from '#web/page.ts';
import { ruleInWords } from '#web/governance/cases/case-text.ts';

/** Tells who is paused why, until when and how to contest it, at the form that she would write in. */
export function PausedNotice({ paused }: { paused: PostingPause | null }) {
  const from = ({ inserted }: PageContext) =>
    inserted === null ? paused : (inserted.paused ?? null);
  return <OwnValues of={Notice} from={from} />;
}

function Notice({ until, rule, reason, decision }: PostingPause) {
  const { t, format, href } = usePage();
  const words = t.forum.paused;
  return (
    <div className="alert" id="paused">
      <p>
        <strong>{words.until({ moment: format.moment(until) })}</strong>{' '}
        {words.rule({ rule: ruleInWords(rule, t) })}
      </p>
      <p dir="auto">{reason}</p>
      <p>
        {words.still} {words.kept}
      </p>
      <p className="links">
        <a href={href('decision', { id: decision })}>{words.read}</a>
        <a href={href('appeal', { id: decision })}>{words.appeal}</a>
      </p>
    </div>
  );
}
