import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { type PageName } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { FlagLink } from '#web/governance/flags/flag-link.tsx';
import { Icon, type IconName } from '#web/ui/icon.tsx';
import { Section } from '#web/ui/section.tsx';
import { FollowBoycott } from './follow-boycott.tsx';

/**
 * Links to the debate, to the published pledges and to other boycotts; one for its organisers; how
 * to follow it.
 */
export function BoycottActionLinks(props: { boycott: BoycottResponse; following: boolean }) {
  const { boycott, following } = props;
  const { t, href } = usePage();
  const words = t.boycotts.one;
  const shown = boycott.hiding === null && !boycott.withdrawn;
  const { id, thread, versions, platform, client, state, pledged, hiding } = boycott;
  const acts: readonly (readonly [boolean, PageName, IconName, string])[] = [
    [boycott.ownLinks !== null, 'organiseBoycott', 'check', t.boycotts.organise.title],
    [versions.length > 0, 'boycottVersions', 'clock', words.versions({ count: versions.length })],
    [
      pledged !== null && (state === 'on' || state === 'ended'),
      'boycottPledges',
      'check',
      words.pledges.link,
    ],
    [shown, 'shareBoycott', 'share', words.share],
    [shown, 'boycottKit', 'copy', t.boycotts.kit.title],
    [shown, 'boycottTranslations', 'copy', t.boycotts.translations.link],
  ];
  return (
    <Section title={words.acts}>
      {hiding === null && (state !== 'failed' || following) ? (
        <FollowBoycott id={id} following={following} />
      ) : null}
      <ul className="rows boycott-acts">
        {thread === null ? null : (
          <Act icon="bubble" address={href('thread', { id: thread })} label={words.thread} />
        )}
        {acts.map(([may, page, icon, label]) =>
          may ? <Act key={page} icon={icon} address={href(page, { id })} label={label} /> : null,
        )}
        <Act icon="list" address={href('boycotts')} label={t.boycotts.list.all} />
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
          {state === 'on' ? words.reply : words.replyOnly}
        </a>{' '}
        {shown ? <FlagLink subject={`boycott/${id}`} /> : null}
      </p>
    </Section>
  );
}

function Act(props: { icon: IconName; address: string; label: string }) {
  return (
    <li>
      <a href={props.address}>
        <Icon name={props.icon} />
        <span className="row-words">
          <b>{props.label}</b>
        </span>
        <Icon name="next" />
      </a>
    </li>
  );
}
