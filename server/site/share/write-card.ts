import { xml } from '#server/http/xml.ts';
import { TEXT_DIRECTIONS } from '#shared/core/languages.ts';
import { COLOURS } from './colours.ts';
import { inkOf } from './draw-badge.ts';
import type { VerdictFacts } from './verdict-facts.ts';
import type { StandingState } from '#shared/evidence/standing.ts';

const STATES: readonly StandingState[] = [
  'reliable',
  'promising',
  'unknown',
  'doubtful',
  'not-paying',
  'closed',
];

const inks = (ground: 0 | 1): string =>
  STATES.map((state) => `.${state}{color:${inkOf(state)[ground]}}`).join('');

/** Style of cards, the same for all platforms. */
export const CARD_STYLE = `:root{color-scheme:light dark}body{box-sizing:border-box;min-height:100vh;margin:0;padding:12px 16px;border:1px solid ${COLOURS.rule[0]};border-radius:6px;background:${COLOURS.sheet[0]};color:${COLOURS.ink[0]};font:15px/1.4 system-ui,Segoe UI,Roboto,Arial,sans-serif;overflow-wrap:anywhere}p{margin:0 0 6px}.question,.note{color:${COLOURS.soft[0]}}.note{font-size:13px}.verdict{font-size:26px;font-weight:700;line-height:1.2}a{color:${COLOURS.carbon[0]}}svg{display:block;margin:0 0 6px}.bar{fill:${COLOURS.good[0]}}.rest{fill:${COLOURS.brick[0]}}${inks(0)}@media(prefers-color-scheme:dark){body{background:${COLOURS.sheet[1]};color:${COLOURS.ink[1]};border-color:${COLOURS.rule[1]}}.question,.note{color:${COLOURS.soft[1]}}a{color:${COLOURS.carbon[1]}}.bar{fill:${COLOURS.good[1]}}.rest{fill:${COLOURS.brick[1]}}${inks(1)}}`;

/** A platform's verdict as a page for an `<iframe>`: no script, and nothing is asked of any server. */
export function writeCard(
  facts: VerdictFacts,
  links: { readonly page: string; readonly more: string },
): string {
  const { language, paidShare } = facts;
  const said = [...facts.lines, `${facts.figures.join(', ')}.`];
  const page = xml(
    'html',
    { lang: language, dir: TEXT_DIRECTIONS[language] },
    xml(
      'head',
      {},
      xml('meta', { charset: 'utf-8' }),
      xml('meta', { name: 'viewport', content: 'width=device-width,initial-scale=1' }),
      xml('meta', { name: 'robots', content: 'noindex' }),
      xml('title', {}, facts.question),
      xml('style', {}, CARD_STYLE),
    ),
    xml(
      'body',
      {},
      xml(
        'main',
        {},
        xml('p', { class: 'question' }, facts.question),
        xml('p', { class: `verdict ${facts.state}` }, facts.verdict),
        ...(paidShare === null ? [] : [bar(paidShare)]),
        ...said.map((sentence) => xml('p', {}, sentence)),
        xml('p', {}, xml('a', { href: links.page, target: '_blank', rel: 'noopener' }, links.more)),
        xml('p', { class: 'note' }, facts.note),
      ),
    ),
  );
  return `<!doctype html>${page.markup}`;
}

/** The sentence after it says the same in words. */
function bar(share: number): ReturnType<typeof xml> {
  const size = { width: '100%', height: '8', 'aria-hidden': 'true' };
  return xml(
    'svg',
    size,
    xml('rect', { class: 'rest', width: '100%', height: '8' }),
    xml('rect', { class: 'bar', width: `${Math.round(share * 1_000) / 10}%`, height: '8' }),
  );
}
