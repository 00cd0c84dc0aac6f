import { visit } from '@hotwired/turbo';
import { registerServiceWorker } from '#web/site/web-app/register-service-worker.ts';

type Words = { readonly cannot: string; readonly refused: string; readonly failed: string };

/** Subscribes and unsubscribes this browser to pushes. */
export function enhance(root: HTMLElement): void {
  const words = JSON.parse(root.dataset['words'] ?? '{}') as Words;
  const say = root.querySelector<HTMLElement>('[data-part=say]');
  const tell = (sentence: string): void => {
    if (say !== null) say.textContent = sentence;
  };
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) {
    tell(words.cannot);
    return;
  }
  tell('');
  const act = (name: string, work: () => Promise<void>): void => {
    const button = root.querySelector<HTMLButtonElement>(`[data-part=${name}]`);
    if (button === null) return;
    button.addEventListener('click', async () => {
      button.disabled = true;
      try {
        await work();
      } catch {
        tell(Notification.permission === 'denied' ? words.refused : words.failed);
      } finally {
        button.disabled = false;
      }
    });
  };
  act('begin', () => begin(root));
  act('end', () => end(root));
  void show(root);
}

async function show(root: HTMLElement): Promise<void> {
  const subscription = await currentSubscription(root);
  for (const name of ['begin', 'end']) {
    const button = root.querySelector<HTMLButtonElement>(`[data-part=${name}]`);
    if (button !== null) button.hidden = (name === 'end') !== (subscription !== null);
  }
}

/** This browser's subscription; until November 2026 it was with a service worker of the inbox alone. */
async function currentSubscription(root: HTMLElement): Promise<PushSubscription | null> {
  const [near, whole] = await Promise.all(
    [root.dataset['scope'], '/'].map((path) => navigator.serviceWorker.getRegistration(path)),
  );
  return (
    (await near?.pushManager.getSubscription()) ?? whole?.pushManager.getSubscription() ?? null
  );
}

async function begin(root: HTMLElement): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new Error('refused');
  const registration = await registerServiceWorker();
  if (registration === null) throw new Error('no service worker');
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: root.dataset['key'] ?? '',
  });
  const { endpoint, keys } = subscription.toJSON();
  const sent = await send('/api/me/push', {
    endpoint,
    p256dh: keys?.['p256dh'],
    auth: keys?.['auth'],
  });
  if (sent === null) {
    await subscription.unsubscribe();
    throw new Error('not sent');
  }
  visit(sent, { action: 'replace' });
}

async function end(root: HTMLElement): Promise<void> {
  const subscription = await currentSubscription(root);
  if (subscription === null) return show(root);
  const { endpoint } = subscription;
  await subscription.unsubscribe();
  const sent = await send('/api/me/push/end', { endpoint });
  if (sent !== null) visit(sent, { action: 'replace' });
}

/** Posts JSON to the API. @returns the page with the result; null when refused. */
async function send(path: string, body: object): Promise<string | null> {
  const from = `${location.pathname}${location.search}`;
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ ...body, _from: from }),
  });
  if (!response.ok) return null;
  return ((await response.json()) as { path: string }).path;
}
