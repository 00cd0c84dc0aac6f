import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { LRUCache } from 'lru-cache';
import { PageContextValue, usePage } from './page-context.ts';
import type { PageContext } from './page.ts';

/** What is a member's own on a page that is drawn once for all members; drawn for each of them. */
export type OwnPart =
  | { readonly kind: 'element'; readonly draw: () => ReactNode }
  | {
      readonly kind: 'values';
      readonly component: Component<never>;
      readonly from: (context: PageContext) => object | null;
    }
  | { readonly kind: 'text'; readonly say: (context: PageContext) => string };

type Component<Values> = (values: Values) => ReactNode;

/** Collects own parts while a page is drawn, and returns the mark that stands for each in its HTML. */
export type OwnParts = {
  readonly element: (draw: () => ReactNode) => string;
  readonly values: (
    component: Component<never>,
    from: (context: PageContext) => object | null,
  ) => string;
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

/**
 * `Own` for a memoized component: its HTML is kept by its props, for all pages and members with the same.
 * It can read nothing else of the member, since `usePage` throws.
 * @param from selects its props from the page's context; null draws nothing.
 */
export function OwnValues<Values extends object>({
  of: Shown,
  from,
}: {
  of: Component<Values>;
  from: (context: PageContext) => Values | null;
}): ReactNode {
  const context = usePage();
  if (context.ownParts !== null) return context.ownParts.values(Shown, from);
  const values = from(context);
  return values === null ? null : <Shown {...values} />;
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
    values: (component, from) => mark({ kind: 'values', component, from }),
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
  const drawn = drawElements(
    parts.flatMap((part) => (part.kind === 'element' ? [part.draw] : [])),
    context,
  );
  let next = 0;
  return parts.map((part) => {
    if (part.kind === 'text') return escapeHtml(part.say(context));
    return part.kind === 'element' ? (drawn[next++] ?? '') : drawValues(part, context);
  });
}

function drawElements(elements: readonly (() => ReactNode)[], context: PageContext): string[] {
  if (elements.length === 0) return [];
  // Nobody can write it into a text that a part shows.
  const separator = `\u{E001}${crypto.randomUUID()}\u{E001}`;
  const drawn = renderToStaticMarkup(
    <PageContextValue value={context}>
      {elements.map((draw, place) => [
        place === 0 ? '' : separator,
        <Drawn key={place} of={draw} />,
      ])}
    </PageContextValue>,
    { identifierPrefix: 'own' },
  ).split(separator);
  if (drawn.length !== elements.length) {
    throw new Error(`${drawn.length} drawn parts for ${elements.length}`);
  }
  return drawn;
}

/** Memoized HTML of `OwnValues`; a header's is on each page of a member. */
const drawnValues = new LRUCache<string, string>({ max: 2_000 });
/** Components are functions of modules: there are a few. */
const componentNumbers = new Map<Component<never>, number>();

function drawValues(
  { component, from }: OwnPart & { kind: 'values' },
  context: PageContext,
): string {
  const values = from(context);
  if (values === null) return '';
  const number = componentNumbers.get(component) ?? componentNumbers.size;
  componentNumbers.set(component, number);
  const key = `${number} ${context.language} ${JSON.stringify(values)}`;
  const before = drawnValues.get(key);
  if (before !== undefined) return before;
  const Shown = component as Component<object>;
  const html = renderToStaticMarkup(
    <PageContextValue value={withoutMember(context)}>
      <Shown {...values} />
    </PageContextValue>,
  );
  drawnValues.set(key, html);
  return html;
}

/** Fields of a page's context that its language decides alone. */
const OF_LANGUAGE = new Set<PropertyKey>(['language', 't', 'format', 'href']);

function withoutMember(context: PageContext): PageContext {
  return new Proxy(context, {
    get: (of, name) => {
      if (OF_LANGUAGE.has(name)) return Reflect.get(of, name) as unknown;
      throw new Error(`A part drawn from its values must not read ${String(name)}.`);
    },
  });
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
