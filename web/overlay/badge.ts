import type { LookupPlatform } from '#shared/site/lookup.ts';
import { FONT, COLOURS, createStyledElement, makeHost, makeLink } from './build-elements.ts';
import type { OverlayFormat } from './overlay-format.ts';

type State = LookupPlatform['standing']['state'];

/** Each standing has a symbol besides its colour. */
const SIGNS: Record<State, readonly [string, string]> = {
  reliable: ['✓', COLOURS.good],
  promising: ['↑', COLOURS.promise],
  unknown: ['…', COLOURS.soft],
  doubtful: ['?', COLOURS.doubt],
  'not-paying': ['⊘', COLOURS.bad],
  closed: ['■', COLOURS.soft],
};

/** The platform's standing in the corner of its page, until dismissed. */
export function showBadge(
  site: string,
  platform: LookupPlatform,
  say: OverlayFormat,
  onHide: () => void,
): void {
  const { words, language } = say;
  const { standing, evidence, hourly } = platform;
  const [sign, ink] = SIGNS[standing.state];
  const facts = [
    hourly === null ? null : `${say.hourly(hourly)}, ${words.members({ count: hourly.members })}`,
    evidence.medianDelayDays === null ? null : words.delay({ days: evidence.medianDelayDays }),
    standing.lines.includes('several-waiting') ? words.waiting : null,
  ].filter((fact) => fact !== null);
  const link = makeLink(
    `${site}${platform.path[language]}`,
    'display:block',
    createStyledElement(
      'b',
      `display:block;color:${ink}`,
      `${sign} ${words.states[standing.state]}`,
    ),
    createStyledElement('span', `color:${COLOURS.soft}`, facts.join(' · ')),
  );
  link.title = `${platform.name}\u00a0: ${words.page}`;
  const boycotts = platform.boycotts.map(({ title, state, path }) =>
    makeLink(
      `${site}${path[language]}`,
      `display:block;color:${COLOURS.bad};text-decoration:underline`,
      words.boycotts[state]({ title }),
    ),
  );
  const close = createStyledElement(
    'button',
    `flex:none;min-width:32px;min-height:32px;border:0;background:none;color:inherit;${FONT};cursor:pointer`,
    '✕',
  );
  close.type = 'button';
  close.title = words.hide;
  close.setAttribute('aria-label', words.hide);
  const box = createStyledElement(
    'div',
    `display:flex;gap:4px;align-items:flex-start;max-width:260px;padding:6px 4px 6px 12px;background:${COLOURS.sheet};color:${COLOURS.ink};border:1px solid ${COLOURS.rule};border-radius:3px;${FONT}`,
    createStyledElement('div', 'flex:1', link, ...boycotts),
    close,
  );
  box.setAttribute('role', 'complementary');
  box.setAttribute('aria-label', 'Contrenote');
  const host = makeHost('position:fixed;right:8px;bottom:8px;z-index:2147483647', box);
  close.addEventListener('click', () => {
    host.remove();
    onHide();
  });
  document.body.append(host);
}
