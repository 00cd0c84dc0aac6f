import type { PostingPause } from '#shared/community/forum.ts';
import { Own } from '#web/own-parts.tsx';
import { usePage } from '#web/page-context.ts';
import { ruleInWords } from '#web/governance/cases/case-text.ts';

/** Tells who is paused why, until when and how to contest it, at the form that she would write in. */
export function PausedNotice({ paused }: { paused: PostingPause | null }) {
  return <Own>{() => <Notice paused={paused} />}</Own>;
}

function Notice(props: { paused: PostingPause | null }) {
  const { t, format, href, inserted } = usePage();
  const words = t.forum.paused;
  const paused = inserted === null ? props.paused : (inserted.paused ?? null);
  if (paused === null) return null;
  const { until, rule, reason, decision } = paused;
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
