import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import type { PageName } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { pledgeNewsWords } from '#web/collective/pledges/pledge-news-words.ts';

type Links = readonly (readonly [PageName, string])[];

/** Three groups of links, folded on a phone; below them the other language, the promise, the licence. */
export function Footer({ translations }: { translations: Record<Language, string> | null }) {
  const { language, href, t, viewer, path } = usePage();
  const newsWords = pledgeNewsWords({ t, href });
  const groups = t.common.footerGroups;
  const other = LANGUAGES.find((candidate) => candidate !== language) ?? language;
  // What was searched, filtered or compared goes along.
  const search = /\?.*/s.exec(path)?.[0] ?? '';
  return (
    <footer
      className="foot"
      data-enhance="record-watch boycott-watch"
      data-account={viewer?.mark}
      data-pledge-news={viewer === null ? undefined : JSON.stringify(newsWords)}
      data-record={href('publicRecord')}
    >
      <nav className="wrap" aria-label={t.common.footer}>
        <p className="motto">{t.common.motto}</p>
        <div className="foot-groups">
          <Group
            title={groups.how}
            links={[
              ['rules', t.common.rules],
              ['reviewChecks', t.common.reviewChecks],
              ['siteRules', t.common.siteRules],
              ['moderation', t.moderation.queue.title],
              ['transparency', t.transparency.title],
              ['publicRecord', t.common.publicRecord],
            ]}
          />
          <Group
            title={groups.rights}
            links={[
              ['whatCanIDo', t.letters.link],
              ['privacy', t.common.privacy],
              ['legalNotice', t.common.legalNotice],
              ['notice', t.common.notice],
              ['legalDemands', t.demands.title],
            ]}
          />
          <Group
            title={groups.more}
            links={[
              // Without a place of their own in the bar at the foot of a phone's screen.
              ['boycotts', t.boycotts.title],
              ['barometer', t.barometer.title],
              ['tasks', t.common.tasks],
              ['proofs', t.common.proofs],
              ['search', t.search.title],
              ['clients', t.clients.title],
              ['survey', t.survey.title],
              ['sealedPledge', t.boycotts.sealed.link],
              ['overlay', t.common.overlay],
              ['data', t.data.title],
            ]}
          >
            <li>
              <a href="/api" data-turbo="false">
                {t.common.api}
              </a>
            </li>
          </Group>
        </div>
        <div className="foot-line">
          <a
            href={`${translations?.[other] ?? `/${other}`}${search}`}
            hrefLang={other}
            lang={other}
          >
            {t.common.otherLanguage}
          </a>
        </div>
        <p>
          {t.common.promise} {t.common.licence}
        </p>
      </nav>
    </footer>
  );
}

function Group(props: { title: string; links: Links; children?: React.ReactNode }) {
  const { href } = usePage();
  return (
    <details>
      <summary>{props.title}</summary>
      <ul>
        {props.links.map(([page, label]) => (
          <li key={page}>
            <a href={href(page)}>{label}</a>
          </li>
        ))}
        {props.children}
      </ul>
    </details>
  );
}
