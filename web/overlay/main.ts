import type { Language } from '#shared/core/languages.ts';
import { findAnswers, hideBadge, isBadgeHidden } from './lookup-cache.ts';
import { showBadge } from './badge.ts';
import { overlayFormatFor } from './overlay-format.ts';
import { findUnmarkedClientLinks, markClientLinks } from './mark-client-links.ts';
import { CLIENT_LINKS, listedDomain, type ClientLinks } from './client-link-sites.ts';
import { OVERLAY_SENTENCES } from './overlay-text.ts';

/** Prepended to the script by the site that serves it. */
declare const CONTRENOTE: {
  readonly site: string;
  /** The address of the task report form. */
  readonly report: Readonly<Record<Language, string>>;
  readonly domains: readonly string[];
};

/** Milliseconds without a change after which a changing list is scanned. */
const STILL_MS = 300;
/** Milliseconds after which it is scanned at the latest. */
const PATIENCE_MS = 2_000;

const language = navigator.language.startsWith('fr') ? 'fr' : 'en';
const say = overlayFormatFor(language, OVERLAY_SENTENCES[language]);
const { site, report, domains } = CONTRENOTE;
const domain = listedDomain(location.hostname, domains);

let badgeShown = false;

if (domain !== null) {
  const links = CLIENT_LINKS.find((one) => one.domain === domain);
  if (links === undefined) void look(domain, null);
  else lookWhenStill(domain, links);
}

/** Fetches missing answers, then shows the badge once and a mark beside each client link. */
async function look(domain: string, links: ClientLinks | null): Promise<void> {
  const found = links === null ? [] : findUnmarkedClientLinks(links);
  if (badgeShown && found.length === 0) return;
  const ids = [...new Set(found.map(({ id }) => id))].toSorted();
  const answers = await findAnswers(site, domain, ids);
  if (!badgeShown && answers.platform !== null && !isBadgeHidden(domain)) {
    showBadge(site, answers.platform, say, () => void hideBadge(domain));
  }
  badgeShown = answers.platform !== null;
  const page = { site, report: report[language], answers, say };
  markClientLinks(
    found.filter(({ link }) => link.isConnected),
    page,
  );
}

/** Pages render their lists late and repeatedly: scans serially, after quiet periods. */
function lookWhenStill(domain: string, links: ClientLinks): void {
  let timer = 0;
  let since: number | null = null;
  let last: Promise<void> = Promise.resolve();
  const wait = (): void => {
    since ??= Date.now();
    clearTimeout(timer);
    timer = window.setTimeout(
      () => {
        since = null;
        last = last.then(() => look(domain, links));
      },
      Math.max(0, Math.min(STILL_MS, since + PATIENCE_MS - Date.now())),
    );
  };
  new MutationObserver(wait).observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ['href'],
  });
  wait();
}
