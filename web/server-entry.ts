/** Entry of server-side rendering; in development the server loads its newest version for each page. */
import type { PageName } from '#shared/core/paths.ts';
import type { Page } from './page.ts';
import * as everyPage from './pages.ts';

export { messagesFor } from './i18n/messages.ts';
export { formatsFor } from './page-formats.ts';
export { Redirect } from './page.ts';
export { errorPage } from './pages/error.tsx';
export { drawOwnParts } from './own-parts.tsx';
export { renderPage, renderSharedPage } from './render-page.tsx';

export const pages: Record<PageName, Page<unknown>> = everyPage;
