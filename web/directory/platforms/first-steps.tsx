import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { SUBJECT_PARAMETERS } from '#web/community/forum/page-addresses.ts';
import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';
import { Section } from '#web/ui/section.tsx';

/** What to do for who waits for money of a platform that does not pay. */
export function FirstSteps({ platform: { slug, counts } }: { platform: PlatformResponse }) {
  const { t, href } = usePage();
  const words = t.answer.firstSteps;
  const pending = href('reportPayout', {}, { plateforme: slug, outcome: 'waiting' });
  return (
    <Section title={words.title}>
      <ol className="steps">
        <li>
          <b>{words.ask}</b> {words.askSay} <a href={href('letterPayment')}>{words.letter}</a>
        </li>
        <li>
          <b>{words.keep}</b> {words.keepSay}
        </li>
        <li>
          <b>{words.tell}</b> {words.tellSay} <a href={pending}>{words.report}</a>
        </li>
      </ol>
      <ul className="rows">
        <li>
          <a href={href('proposeBoycott', {}, { [SUBJECT_PARAMETERS.platform]: slug })}>
            <Icon name="hand" />
            <span className="row-words">
              <b>{words.together}</b>
              <small>{words.togetherSay}</small>
            </span>
            <Icon name="next" />
          </a>
        </li>
        <li>
          <a href={href('platformForum', { slug })}>
            <Icon name="bubble" />
            <span className="row-words">
              <b>{words.forum({ count: counts.threads })}</b>
            </span>
            <Icon name="next" />
          </a>
        </li>
      </ul>
    </Section>
  );
}
