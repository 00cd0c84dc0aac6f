import type { ErrorResponse } from '#shared/errors.ts';
import type { LiveEntry, PayoutEntry, TaskEntry } from '#shared/workbook.ts';
import { readState, type BookPage, type State, type View } from './book-page.ts';
import { button, fill, make, openDialog, part } from './dom.ts';
import { openEntryForm } from './entry-form.ts';
import { oneAtATime } from './locks.ts';
import { canPublish, isUnsure, lackOf, reportOf, type Outbox, type Outgoing } from './report.ts';

const TIMEOUT_MS = 30_000;
/** Refusals that say nothing of the entry: it waits, and goes another time. */
const LATER: ReadonlySet<string> = new Set([
  'signed-out',
  'foreign-origin',
  'challenge-needed',
  'too-many',
  'busy',
  'internal',
]);

type Answer =
  | { readonly kind: 'published'; readonly id: string; readonly path: string }
  | { readonly kind: 'refused'; readonly error: ErrorResponse['error'] }
  | { readonly kind: 'no-answer' };

export type Publisher = {
  readonly view: View;
  /** Asks for an entry to be published; sends it at once where there is a line. */
  readonly publish: (entry: TaskEntry | PayoutEntry) => Promise<void>;
  /** No longer to be published. */
  readonly takeBack: (entry: LiveEntry) => Promise<void>;
  /** Sends all that waits, each once. */
  readonly sendWaiting: () => Promise<void>;
};

/** What leaves the book, and only this: entries that she asked to publish, one at a time. */
export function createPublisher(page: BookPage): Publisher {
  const { root, book, words, say } = page;
  const waiting = part(root, 'waiting');
  let sending = false;

  async function change(id: string, outgoing: Outgoing | null): Promise<void> {
    await oneAtATime('outbox', async () => {
      const { [id]: _, ...others } = (await book.meta.get<Outbox>('outbox')) ?? {};
      await book.meta.set('outbox', outgoing === null ? others : { ...others, [id]: outgoing });
    });
  }

  async function publish(entry: TaskEntry | PayoutEntry): Promise<void> {
    const lack = lackOf(entry);
    let whole = entry;
    if (lack !== null) {
      const filled = await openEntryForm(page, entry.kind, entry, words[lack]);
      if (filled === null || !canPublish(filled) || lackOf(filled) !== null) return;
      whole = filled;
    }
    const consent = await askConsent(page, whole);
    if (consent === null) return;
    // Kept before the first try: from here on a lost line loses nothing.
    await change(whole.id, { state: 'waiting', firstTriedAt: null, problem: null, ...consent });
    await sendWaiting();
  }

  async function sendWaiting(): Promise<void> {
    if (!navigator.onLine) return;
    sending = true;
    try {
      await oneAtATime('publish', sendEach);
    } finally {
      sending = false;
      // Not in the middle of it: a change of the book shows it anew.
      view(await readState(book));
    }
  }

  async function sendEach(): Promise<void> {
    const { entries, outbox } = await readState(book);
    for (const [id, outgoing] of Object.entries(outbox)) {
      const entry = entries.find((one) => one.id === id);
      if (entry === undefined || !canPublish(entry) || entry.published !== null) {
        await change(id, null);
        continue;
      }
      if (outgoing.state !== 'waiting' || isUnsure(outgoing, Date.now())) continue;
      const tried = { ...outgoing, firstTriedAt: outgoing.firstTriedAt ?? Date.now() };
      await change(id, tried);
      const answer = await send(entry, outgoing, words.urls.page);
      if (answer.kind === 'published') {
        const current = (await book.all()).find((one) => one.id === id);
        if (current !== undefined && current.kind !== 'deleted') {
          const { id: evidence, path } = answer;
          await book.put([{ ...current, published: { id: evidence, path } }]);
        }
        await change(id, null);
        say(words.published);
        continue;
      }
      // The line, not the entry: the rest would fare no better.
      if (answer.kind === 'no-answer') return;
      const { code, fields = {} } = answer.error;
      const later = LATER.has(code);
      await change(id, {
        ...outgoing,
        state: later ? 'waiting' : 'refused',
        // It was answered: nothing was published.
        firstTriedAt: null,
        problem: { code, fields },
      });
      if (later) return;
      say(`${words.refused} ${words.codes[code]}`);
    }
  }

  const view: View = (state) => showWaiting(state);

  function showWaiting({ outbox }: State): void {
    const open = Object.values(outbox).filter(({ state }) => state === 'waiting');
    waiting.hidden = open.length === 0;
    if (open.length === 0) return;
    const code = open.find(({ problem }) => problem !== null)?.problem?.code;
    const sentence = code === 'signed-out' ? words.signedOut : code && words.codes[code];
    const parts: (Node | string)[] = [fill(words.waitCount, String(open.length))];
    if (sentence) parts.push(' ', sentence);
    if (code === 'signed-out') {
      parts.push(' ', make('a', { href: words.urls.signIn }, words.signIn));
    }
    const now = button(sending ? words.sending : words.sendNow, () => void sendWaiting());
    now.disabled = sending;
    waiting.replaceChildren(make('p', {}, ...parts), make('p', {}, now));
  }

  return {
    view,
    publish,
    takeBack: (entry) => change(entry.id, null),
    sendWaiting,
  };
}

/** Sends one entry. Only what the server itself says counts as an answer. */
async function send(
  entry: TaskEntry | PayoutEntry,
  { company }: Outgoing,
  from: string,
): Promise<Answer> {
  const { path, body } = reportOf(entry, { company, from });
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = (await response.json()) as Partial<ErrorResponse> & {
      id?: string;
      path?: string;
    };
    if (response.ok && answer.id !== undefined && answer.path !== undefined) {
      return { kind: 'published', id: answer.id, path: answer.path.split('?')[0] ?? '' };
    }
    if (answer.error !== undefined) return { kind: 'refused', error: answer.error };
  } catch {
    // No line, or something in between answered in the server's place.
  }
  return { kind: 'no-answer' };
}

/**
 * Says what others will see, the first time, and each time a client is named anew.
 * @returns null where she would rather not.
 */
async function askConsent(
  { root, book }: BookPage,
  entry: TaskEntry | PayoutEntry,
): Promise<{ company: boolean } | null> {
  const client = entry.kind === 'task' ? entry.client : null;
  const known = (await book.meta.get<readonly string[]>('companies')) ?? [];
  const agreed = await book.meta.get<boolean>('agreed');
  if (agreed === true && (client === null || known.includes(client))) {
    return { company: client !== null };
  }
  const template = root.querySelector<HTMLTemplateElement>('template[data-part="consent"]');
  if (template === null) return null;
  const { form, closed } = openDialog(template);
  const company = form.querySelector<HTMLInputElement>('[name=company]');
  part(form, 'client').hidden = client === null;
  part(form, 'client-name').textContent = client ?? '';
  if ((await closed) !== 'yes') return null;
  await book.meta.set('agreed', true);
  const named = client !== null && company?.checked === true;
  if (named) await book.meta.set('companies', [...known, client]);
  return { company: named };
}
