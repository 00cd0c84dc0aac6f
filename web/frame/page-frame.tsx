import type { ReactNode } from 'react';
import type { Language } from '#shared/core/languages.ts';
import { usePage } from '#web/page-context.ts';
import type { Page } from '#web/page.ts';
import { FootBar } from './foot-bar.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';

/** The frame of every page: header, content, footer, and the bar of a phone. */
export function PageFrame(props: {
  home: string;
  translations: Record<Language, string> | null;
  layout: Page<unknown>['layout'];
  children: ReactNode;
}) {
  const { href, t, path, query, incomplete, demo } = usePage();
  const { layout } = props;
  const here = path.split('?')[0] ?? path;
  // These pages have a search box of their own.
  const hasOwnBox =
    [props.home, href('search')].includes(here) ||
    (here === href('platforms') && query['q'] !== undefined);
  return (
    <>
      <a className="skip" href="#content">
        {t.common.skip}
      </a>
      <Header home={props.home} searches={!hasOwnBox} />
      {demo || incomplete ? (
        <aside>
          {demo ? <p className="banner">{t.common.demo}</p> : null}
          {incomplete ? <p className="banner">{t.common.incomplete}</p> : null}
        </aside>
      ) : null}
      <main id="content" className={layout === undefined ? 'wrap' : `wrap ${layout}`} tabIndex={-1}>
        {props.children}
      </main>
      <Footer translations={props.translations} />
      <FootBar home={props.home} />
    </>
  );
}
