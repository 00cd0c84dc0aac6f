import type { StandingState } from '#shared/evidence/standing.ts';
import { xml, type Xml } from '#server/http/xml.ts';
import { COLOURS, type Colour } from './colours.ts';
import { BADGE } from '#web/site/share/embed-paths.ts';
import type { VerdictFacts } from './verdict-facts.ts';

/** Colours that a badge uses. */
const USED = [
  'sheet',
  'ink',
  'soft',
  'good',
  'carbon',
  'doubt',
  'brick',
] as const satisfies Colour[];

const INK: Record<StandingState, (typeof USED)[number]> = {
  reliable: 'good',
  promising: 'carbon',
  unknown: 'soft',
  doubtful: 'doubt',
  'not-paying': 'brick',
  closed: 'soft',
};

/** Longest name in letters; a longer one is cut. */
const NAME_LENGTH = 30;
const SANS = 'system-ui,Segoe UI,Roboto,Arial,sans-serif';

/** Colours of a verdict's ink on a light and on a dark ground. */
export function inkOf(state: StandingState): readonly [string, string] {
  return COLOURS[INK[state]];
}

/** Style of badges: it swaps the colours on a dark ground, and depends on no platform. */
export const BADGE_STYLE = `@media(prefers-color-scheme:dark){${USED.map((colour) => `.${colour}{fill:${COLOURS[colour][1]}}`).join('')}.sheet{stroke:${COLOURS.rule[1]}}}`;

/** A platform's verdict as an SVG of at most 2 KB, on a ground of its own, with words for who cannot see. */
export function drawBadge(facts: VerdictFacts): string {
  const { width, height } = BADGE;
  const name = [...facts.name];
  const shown =
    name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1).join('')}…` : facts.name;
  const spoken = `${facts.question} ${facts.verdict}. ${facts.figures.join(', ')}. ${facts.note}`;
  const ink = INK[facts.state];
  return xml(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: String(width),
      height: String(height),
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-labelledby': 't',
      lang: facts.language,
      'font-family': SANS,
    },
    xml('title', { id: 't' }, spoken),
    xml('style', {}, BADGE_STYLE),
    xml('rect', {
      ...filled('sheet'),
      x: '.5',
      y: '.5',
      width: String(width - 1),
      height: String(height - 1),
      rx: '6',
      stroke: COLOURS.rule[0],
    }),
    xml('rect', {
      ...filled(ink),
      x: '1',
      y: '1',
      width: '6',
      height: String(height - 2),
      rx: '3',
    }),
    text(shown, 'ink', { y: '22', 'font-size': '14' }),
    text(facts.verdict, ink, { y: '45', 'font-size': '19', 'font-weight': '700' }),
    text(facts.figures.join(' · '), 'ink', { y: '62', 'font-size': '12' }),
    text(facts.note, 'soft', { y: '78', 'font-size': '10.5' }),
  ).markup;
}

function filled(colour: Colour): { class: string; fill: string } {
  return { class: colour, fill: COLOURS[colour][0] };
}

function text(content: string, colour: Colour, attributes: Readonly<Record<string, string>>): Xml {
  return xml('text', { ...filled(colour), x: '18', ...attributes }, content);
}
