/**
 * The site's service worker. It answers what is shared with the installed site, the workbook's page
 * and files, and a page without a connection; everything else goes to the network untouched, and
 * network responses are never cached, since a page may contain a member's name.
 */
import { openInboxOnTap, showPush } from './push-events.ts';
import {
  deleteOldCaches,
  isWorkbookFile,
  fillOfflineCaches,
  keepWorkbook,
} from './offline-caches.ts';
import { openFile, openPage, openWorkbook } from './offline-answers.ts';
import { forgetOldPictures, takeSharedPicture } from './take-shared-picture.ts';
import { scope, site } from './worker-scope.ts';

scope.addEventListener('install', (event) => event.waitUntil(fillOfflineCaches()));
scope.addEventListener('activate', (event) =>
  event.waitUntil(Promise.all([deleteOldCaches(), forgetOldPictures()])),
);
scope.addEventListener('push', showPush);
scope.addEventListener('notificationclick', openInboxOnTap);
scope.addEventListener('message', (event) => {
  const { data } = event;
  const page: unknown =
    typeof data === 'object' && data !== null ? Reflect.get(data, 'keepWorkbook') : null;
  if (typeof page !== 'string' || !site.workbook.pages.includes(page)) return;
  event.waitUntil(keepAndAnswer(page, event.ports[0]));
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  const form = site.share[pathname];
  if (request.method === 'POST' && form !== undefined) {
    event.respondWith(takeSharedPicture(request, form));
  }
  if (request.method !== 'GET') return;
  if (site.workbook.pages.includes(pathname)) event.respondWith(openWorkbook(request, pathname));
  else if (isWorkbookFile(pathname)) event.respondWith(openFile(request));
  else if (request.mode === 'navigate') {
    event.respondWith(openPage(request));
    event.waitUntil(forgetOldPictures());
  }
});

async function keepAndAnswer(page: string, port: MessagePort | undefined): Promise<void> {
  const kept = await keepWorkbook(page).then(
    () => true,
    () => false,
  );
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no target
  port?.postMessage(kept);
}
