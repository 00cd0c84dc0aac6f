import type { LookupClient } from '#shared/site/lookup.ts';
import type { LookupAnswers } from './lookup-cache.ts';
import { FONT, COLOURS, createStyledElement, makeHost, makeLink } from './build-elements.ts';
import type { OverlayFormat } from './overlay-format.ts';
import type { ClientLinks } from './client-link-sites.ts';

export type ClientLink = { readonly link: HTMLAnchorElement; readonly id: string };
const marked = new WeakMap<HTMLAnchorElement, { id: string; host: HTMLElement }>();

/** Client links on the page without a mark, or with another client's. */
export function findUnmarkedClientLinks({ idIn }: ClientLinks): ClientLink[] {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')];
  return links.flatMap((link) => {
    const id = idIn(link.href);
    const mark = marked.get(link);
    if (id === null || (mark?.id === id && mark.host.isConnected)) return [];
    return [{ link, id }];
  });
}

/** The page's data that all its marks need. */
type Page = {
  readonly site: string;
  /** The address of the task report form. */
  readonly report: string;
  readonly answers: LookupAnswers;
  readonly say: OverlayFormat;
};

/** Adds a mark with the known figures beside client links. */
export function markClientLinks(links: readonly ClientLink[], page: Page): void {
  for (const { link, id } of links) {
    const client = page.answers.client(id);
    // Shows nothing while there is no answer yet, rather than "unknown".
    if (client === undefined) continue;
    marked.get(link)?.host.remove();
    const inside = client === null ? unknownMark(id, page) : clientMark(client, page);
    const host = makeHost('display:inline-block;margin-left:6px;vertical-align:baseline', inside);
    marked.set(link, { id, host });
    link.after(host);
  }
}

const CHIP = `display:inline-block;padding:0 6px;background:${COLOURS.sheet};border:1px solid ${COLOURS.rule};border-radius:3px;white-space:nowrap;${FONT};font-size:12px`;

function unknownMark(id: string, { site, report, answers, say }: Page): HTMLElement {
  const query = new URLSearchParams({ platform: answers.platform?.slug ?? '', clientId: id });
  const mark = makeLink(`${site}${report}?${query}`, `${CHIP};color:${COLOURS.soft}`, '?');
  mark.title = say.words.unknownClient;
  mark.setAttribute('aria-label', mark.title);
  return mark;
}

function clientMark(client: LookupClient, { site, say }: Page): HTMLElement {
  const { words, language } = say;
  const { hourly, refused, rating, boycotts } = client;
  const mark = createStyledElement('span', `${CHIP};color:${COLOURS.ink}`);
  const link = makeLink(
    `${site}${client.path[language]}`,
    '',
    createStyledElement('b', '', hourly === null ? words.noHourly : say.hourly(hourly)),
    hourly === null ? '' : ` (${hourly.members}+)`,
    ...(refused === null
      ? []
      : [
          createStyledElement(
            'span',
            `color:${refused.withoutReasonShare > 0 ? COLOURS.bad : COLOURS.soft}`,
            ` · ${words.refused({ share: say.share(refused.share) })}`,
          ),
        ]),
  );
  link.title = [
    client.name,
    hourly === null ? null : words.members({ count: hourly.members }),
    refused === null ? null : words.withoutReason({ share: say.share(refused.withoutReasonShare) }),
    ...(['communication', 'pay', 'fairness', 'speed'] as const).map((criterion) => {
      const value = rating.criteria[criterion];
      return value === null ? null : `${words.marks[criterion]}\u00a0: ${say.mark(value)}`;
    }),
  ]
    .filter((line) => line !== null)
    .join('\n');
  mark.append(link);
  for (const { title, state, path } of boycotts) {
    const flag = makeLink(`${site}${path[language]}`, `color:${COLOURS.bad}`, ' ⚑');
    flag.title = words.boycotts[state]({ title });
    flag.setAttribute('aria-label', flag.title);
    mark.append(flag);
  }
  return mark;
}
