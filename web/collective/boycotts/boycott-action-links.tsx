import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { type PageName } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { FlagLink } from '#web/governance/flags/flag-link.tsx';
import { Section } from '#web/ui/section.tsx';
import { isProposerOfBoycott } from './boycott-text.ts';

/** Links to the debate, to other boycotts, and to the proposer's actions. */
export function BoycottActionLinks({ boycott }: { boycott: BoycottResponse }) {
  const { t, href, viewer } = usePage();
  const words = t.boycotts.one;
  const shown = boycott.hiding === null && !boycott.withdrawn;
  const { id, can, thread, versions, platform, client } = boycott;
  const acts: readonly (readonly [boolean, PageName, string])[] = [
    [can.change, 'changeBoycott', words.change],
    [can.sayOutcome, 'boycottOutcome', words.sayOutcome],
    [can.lookBack, 'boycottLookBack', words.writeLookBack],
    [versions.length > 0, 'boycottVersions', words.versions({ count: versions.length })],
    [shown, 'shareBoycott', words.share],
    [can.callOff, 'callOffBoycott', words.callOff],
    // Shown also while pledgers are bound by the call: its page then tells why she cannot withdraw
    // it.
    [isProposerOfBoycott(boycott, viewer), 'withdrawBoycott', words.withdraw],
  ];
  return (
    <Section title={words.acts}>
      <ul className="boycott-acts">
        {thread === null ? null : (
          <li>
            <a href={href('thread', { id: thread })}>{words.thread}</a>
          </li>
        )}
        {acts.map(([may, page, label]) =>
          may ? (
            <li key={page}>
              <a href={href(page, { id })}>{label}</a>
            </li>
          ) : null,
        )}
        <li>
          <a href={href('boycotts')}>{t.boycotts.list.all}</a>
        </li>
      </ul>
      <p className="links">
        <a
          rel="nofollow"
          href={href(
            'reply',
            {},
            client === null ? { plateforme: platform.slug } : { client: client.slug },
          )}
        >
          {boycott.state === 'on' ? words.reply : words.replyOnly}
        </a>
        {shown ? <FlagLink subject={`boycott/${id}`} /> : null}
      </p>
    </Section>
  );
}
