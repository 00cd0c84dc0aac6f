/**
 * Builds elements with inline styles set by script: a page's policy may forbid other style sheets,
 * but not these.
 */

export const LIGHT_COLOURS = {
  sheet: '#fffdf8',
  ink: '#1c1a16',
  soft: '#635d50',
  rule: '#b9ae97',
  good: '#1d6a43',
  promise: '#2a5f7e',
  doubt: '#855600',
  bad: '#a11d1a',
};
const DARK: typeof LIGHT_COLOURS = {
  sheet: '#201d18',
  ink: '#f3ecdd',
  soft: '#b0a693',
  rule: '#5b5342',
  good: '#6cc596',
  promise: '#7dbbdd',
  doubt: '#e0ae4f',
  bad: '#f08a83',
};
export const COLOURS = matchMedia('(prefers-color-scheme: dark)').matches ? DARK : LIGHT_COLOURS;

export const FONT = 'font:13px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif';

/** An element with a style and content. */
export function createStyledElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  style: string,
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.style.cssText = style;
  element.append(...content);
  return element;
}

/** A link to our site, without referrer. */
export function makeLink(href: string, style: string, ...content: readonly (Node | string)[]) {
  const link = createStyledElement('a', `color:inherit;text-decoration:none;${style}`, ...content);
  link.href = href;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return link;
}

/** A closed shadow root, which the page can neither style nor read. */
export function makeHost(style: string, inside: HTMLElement): HTMLElement {
  const host = createStyledElement('span', `all:initial;${style}`);
  host.attachShadow({ mode: 'closed' }).append(inside);
  return host;
}
