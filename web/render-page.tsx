import { renderToStaticMarkup } from 'react-dom/server';
import { PageContextValue } from './page-context.ts';
import { Document } from './document.tsx';
import type { Assets, Head, Page, PageContext } from './page.ts';

/** Renders a whole page as HTML. Pure: the same data, context and assets give the same bytes. */
export function renderPage(
  page: Page<unknown>,
  data: unknown,
  context: PageContext,
  assets: Assets,
): string {
  const head: Head = page.head?.(data, context) ?? {};
  const markup = renderToStaticMarkup(
    <PageContextValue value={context}>
      <Document
        title={page.title(data, context)}
        head={head}
        styles={[assets.style, ...sheetBeside(page, context, assets)]}
        script={assets.script}
      >
        <page.Page data={data} />
      </Document>
    </PageContextValue>,
  );
  return `<!doctype html>${markup}`;
}

function sheetBeside(page: Page<unknown>, { viewer }: PageContext, assets: Assets): string[] {
  const sheet = page.sheet ?? 'tools';
  if (sheet !== 'none') return [assets[sheet]];
  return viewer === null ? [] : [assets.tools];
}
