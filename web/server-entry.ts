/** What renders pages; in development the server loads its newest version for each page. */
export { messagesFor } from './i18n/messages.ts';
export { Redirect } from './page.ts';
export { errorPage, pages } from './pages.ts';
export { renderPage } from './render-page.tsx';
