import { renderToStaticMarkup } from 'react-dom/server';
import { PageContextValue, usePage } from './page-context.ts';
import { Document } from './document.tsx';
import { splitAtOwnParts, type OwnParts, type SharedPage } from './own-parts.tsx';
import type { Assets, Head, Page, PageContext, PageViewer } from './page.ts';

/**
 * Renders a whole page as HTML. The same data, context and assets give the same bytes, but for the
 * keys of forms that act once.
 */
export function renderPage(
  page: Page<unknown>,
  data: unknown,
  context: PageContext,
  assets: Assets,
): string {
  const head: Head = { noIndex: page.membersOnly === true, ...page.head?.(data, context) };
  const markup = renderToStaticMarkup(
    <PageContextValue value={context}>
      <Document
        title={page.title(data, context)}
        head={head}
        style={assets.style}
        firstScreen={firstScreenOf(page, data, context, assets)}
        sheets={sheetBeside(page, context, assets)}
        script={assets.script}
        layout={page.layout}
      >
        <Content page={page} data={data} />
      </Document>
    </PageContextValue>,
  );
  return `<!doctype html>${markup}`;
}

/**
 * Renders a page once for all members, split where each has her own parts (`drawOwnParts`).
 */
export function renderSharedPage(
  page: Page<unknown>,
  data: unknown,
  context: PageContext,
  assets: Assets,
): SharedPage {
  return splitAtOwnParts((ownParts) =>
    renderPage(page, data, { ...context, viewer: viewerOfMany(ownParts), ownParts }, assets),
  );
}

// At module level: kept pages keep these functions, and closures of `renderSharedPage` would keep the
// page's data with them. So would the getter of `viewerOfMany`.
const sayMark = ({ viewer }: PageContext): string => viewer?.mark ?? '';
const sayPseudonym = ({ viewer }: PageContext): string => viewer?.pseudonym ?? '';

/** The viewer of a page for all members, whose name is an own part. */
function viewerOfMany(ownParts: OwnParts): PageViewer {
  return {
    mark: ownParts.text(sayMark),
    pseudonym: ownParts.text(sayPseudonym),
    get established(): never {
      throw new Error('A page for all members must not depend on one of them.');
    },
    moderator: false,
  };
}

/** A component of its own, so that `body` can call hooks. */
function Content({ page, data }: { page: Page<unknown>; data: unknown }) {
  return page.body(data, usePage());
}

function firstScreenOf(
  { paintsFirst }: Page<unknown>,
  data: unknown,
  { viewer, turbo, form }: PageContext,
  { firstScreens }: Assets,
): string | null {
  const painted = viewer === null && !turbo && form === null;
  if (paintsFirst === undefined || !painted) return null;
  return firstScreens?.[typeof paintsFirst === 'string' ? paintsFirst : paintsFirst(data)] ?? null;
}

function sheetBeside(page: Page<unknown>, { viewer, form }: PageContext, assets: Assets): string[] {
  const sheet = page.sheet ?? 'tools';
  if (sheet !== 'none') return [assets[sheet]];
  return viewer === null && form === null ? [] : [assets.tools];
}
