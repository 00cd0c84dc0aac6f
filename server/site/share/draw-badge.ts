import type { StandingState } from '#shared/evidence/standing.ts';
import { xml, type Xml } from '#server/http/xml.ts';
import { BADGE } from '#web/site/share/embed-paths.ts';
import type { VerdictFacts } from './verdict-facts.ts';

type Ink = 'good' | 'promise' | 'doubt' | 'bad' | 'soft';

const INK: Record<StandingState, Ink> = {
  reliable: 'good',
  promising: 'promise',
  unknown: 'soft',
  doubtful: 'doubt',
  'not-paying': 'bad',
  closed: 'soft',
};

/** Colours by role, the first for a light ground and the second for a dark one; as in tokens.css. */
const COLOURS = {
  sheet: ['#fffdf7', '#221e18'],
  line: ['#b1a488', '#655b49'],
  ink: ['#1d1a15', '#f3ebdc'],
  soft: ['#645c4e', '#b3a893'],
  good: ['#17643c', '#78cda0'],
  promise: ['#1f527c', '#8cc3e8'],
  doubt: ['#7c5000', '#e5b65f'],
  bad: ['#b0311a', '#f28a6f'],
} as const;

/** Longest name in letters; a longer one is cut. */
const NAME_LENGTH = 30;
const SANS = 'system-ui,Segoe UI,Roboto,Arial,sans-serif';

/** Colours of a verdict's ink on a light and on a dark ground. */
export function inkOf(state: StandingState): readonly [string, string] {
  return COLOURS[INK[state]];
}

/** Style of badges: it swaps the colours on a dark ground, and depends on no platform. */
export const BADGE_STYLE = `@media(prefers-color-scheme:dark){${Object.entries(COLOURS)
  .map(([role, [, dark]]) => `.${role}{fill:${dark}}`)
  .join('')}.sheet{stroke:${COLOURS.line[1]}}}`;

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
      stroke: COLOURS.line[0],
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

function filled(role: keyof typeof COLOURS): { class: string; fill: string } {
  return { class: role, fill: COLOURS[role][0] };
}

function text(
  content: string,
  role: keyof typeof COLOURS,
  attributes: Readonly<Record<string, string>>,
): Xml {
  return xml('text', { ...filled(role), x: '18', ...attributes }, content);
}
