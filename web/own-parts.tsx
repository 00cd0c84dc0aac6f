import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { PageContextValue, usePage } from './page-context.ts';
import type { PageContext } from './page.ts';

/** What is a member's own on a page that is drawn once for all members; drawn for each of them. */
export type OwnPart =
  | { readonly kind: 'element'; readonly draw: () => ReactNode }
  | { readonly kind: 'text'; readonly say: (context: PageContext) => string };

/** Collects own parts while a page is drawn, and returns the mark that stands for each in its HTML. */
export type OwnParts = {
  readonly element: (draw: () => ReactNode) => string;
  /** Text of an element or an attribute. */
  readonly text: (say: (context: PageContext) => string) => string;
};

/** HTML of a page for all members: `parts[n]` belongs between `texts[n]` and `texts[n + 1]`. */
export type SharedPage = {
  readonly texts: readonly string[];
  readonly parts: readonly OwnPart[];
};

/** Draws its content for each member, also on a page that is drawn for all of them. */
export function Own({ children }: { children: () => ReactNode }): ReactNode {
  const { ownParts } = usePage();
  return ownParts === null ? children() : ownParts.element(children);
}

/** A text that is each member's own, as `Own` is for elements. */
export function sayOwn(context: PageContext, say: (context: PageContext) => string): string {
  return context.ownParts === null ? say(context) : context.ownParts.text(say);
}

/** Draws a page with marks for own parts, and splits its HTML there. */
export function splitAtOwnParts(draw: (ownParts: OwnParts) => string): SharedPage {
  const collected: OwnPart[] = [];
  // Nobody can write it into a text that the page shows.
  const nonce = crypto.randomUUID();
  const mark = (part: OwnPart): string => `\u{E000}${nonce}:${collected.push(part) - 1}\u{E000}`;
  const html = draw({
    element: (one) => mark({ kind: 'element', draw: one }),
    text: (say) => mark({ kind: 'text', say }),
  });
  const texts: string[] = [];
  const parts: OwnPart[] = [];
  const split = html.split(new RegExp(`\u{E000}${nonce}:(\\d+)\u{E000}`, 'u'));
  for (const [place, piece] of split.entries()) {
    if (place % 2 === 0) texts.push(piece);
    else parts.push(partAt(collected, Number(piece)));
  }
  return { texts, parts };
}

/** HTML of own parts for the member of this context. */
export function drawOwnParts(parts: readonly OwnPart[], context: PageContext): string[] {
  // Nobody can write it into a text that a part shows.
  const separator = `\u{E001}${crypto.randomUUID()}\u{E001}`;
  const elements = parts.flatMap((part) => (part.kind === 'element' ? [part.draw] : []));
  const drawn = renderToStaticMarkup(
    <PageContextValue value={context}>
      {elements.map((draw, place) => [
        place === 0 ? '' : separator,
        <Drawn key={place} of={draw} />,
      ])}
    </PageContextValue>,
    { identifierPrefix: 'own' },
  ).split(separator);
  if (elements.length > 0 && drawn.length !== elements.length) {
    throw new Error(`${drawn.length} drawn parts for ${elements.length}`);
  }
  let next = 0;
  return parts.map((part) =>
    part.kind === 'text' ? escapeHtml(part.say(context)) : (drawn[next++] ?? ''),
  );
}

function Drawn({ of: draw }: { of: () => ReactNode }): ReactNode {
  return draw();
}

function partAt(parts: readonly OwnPart[], place: number): OwnPart {
  const part = parts[place];
  if (part === undefined) throw new Error(`no own part ${place}`);
  return part;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

/** As React escapes texts and attributes. */
function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (found) => ESCAPES[found] ?? found);
}
