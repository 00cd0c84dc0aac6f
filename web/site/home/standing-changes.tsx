import type { HomeResponse } from '#shared/site/home.ts';
import { usePage } from '#web/page-context.ts';
import { StandingStamp } from '#web/directory/platforms/standing-stamp.tsx';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { Section } from '#web/ui/section.tsx';

/** Platforms whose standing has just changed, with old and new standing. */
export function StandingChanges({ changes }: { changes: HomeResponse['changes'] }) {
  const { t, language, format, href } = usePage();
  const words = t.home.changes;
  return (
    <Section title={words.title}>
      {changes.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <ul className="ledger">
          {changes.map((change) => (
            <li key={change.slug}>
              <a href={href('platform', { slug: change.slug })}>{change.name}</a>
              <StandingStamp state={change.after} size="small" />
              <small>
                {words.from({
                  standing: standingName(change.before, language),
                  month: format.month(change.month),
                })}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Platforms where several members are waiting or not paid, with the lines about them. */
export function WaitingPlatforms({ waiting }: { waiting: HomeResponse['waiting'] }) {
  const { t, href } = usePage();
  const words = t.home.waiting;
  return (
    <Section title={words.title} say={words.say}>
      {waiting.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <ul className="ledger">
          {waiting.map((platform) => (
            <li key={platform.slug}>
              <a href={href('platform', { slug: platform.slug })}>{platform.name}</a>
              <StandingStamp state={platform.state} size="small" />
              <small>{platform.lines.map((line) => t.answer.lines[line]).join(' ')}</small>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
