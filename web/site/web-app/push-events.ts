import { scope, type PushEvent, type NotificationEvent } from './worker-scope.ts';

/** Shows a push as a notification. */
export function showPush(event: PushEvent): void {
  const message = readMessage(event.data?.json());
  const { title, body, path } = message;
  event.waitUntil(
    scope.registration.showNotification(title, {
      body,
      icon: '/icon-192.png',
      // Replaces the previous notification, so that notifications do not pile up.
      tag: 'inbox',
      data: { path },
    }),
  );
}

/** Opens the inbox on a tap. */
export function openInboxOnTap(event: NotificationEvent): void {
  event.notification.close();
  const { path } = event.notification.data as { path: string };
  event.waitUntil(openInbox(path));
}

async function openInbox(path: string): Promise<void> {
  const tabs = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = tabs.find(({ url }) => new URL(url).pathname === path);
  await (open === undefined ? scope.clients.openWindow(path) : open.focus());
}

/**
 * Reads a message out of any payload, since browsers require that every push shows a notification.
 */
function readMessage(sent: unknown): { title: string; body: string; path: string } {
  const message = typeof sent === 'object' && sent !== null ? sent : {};
  const text = (name: string, otherwise: string): string => {
    const value: unknown = Reflect.get(message, name);
    return typeof value === 'string' ? value : otherwise;
  };
  const path = text('path', '/');
  return {
    title: text('title', 'Contrenote'),
    body: text('body', ''),
    path: /^\/(?!\/)/.test(path) ? path : '/',
  };
}
