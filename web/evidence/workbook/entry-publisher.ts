import type { z } from 'zod/mini';
import { today } from '#shared/core/days.ts';
import type { meResponse } from '#shared/identity/accounts.ts';
import type { ErrorResponse } from '#shared/core/errors.ts';
import type { LiveEntry, PayoutEntry, TaskEntry } from '#shared/evidence/workbook.ts';
import type { WorkbookPageContext } from './workbook-page-context.ts';
import {
  readWorkbookSnapshot,
  type WorkbookSnapshot,
  type RenderPart,
} from './workbook-snapshot.ts';
import {
  createButton,
  fillPlaceholder,
  createElement,
  openTemplateDialog,
  findPart,
} from './dom-helpers.ts';
import { openEntryForm } from './open-entry-form.ts';
import { withCrossTabLock } from './cross-tab-lock.ts';
import {
  moveToAccount,
  requestPublication,
  beginAttempt,
  isRefusalTemporary,
  isAttemptUnresolved,
  applyRefusal,
  cancelPublication,
  whyEntryWaits,
  type PublicationOutbox,
  type OutgoingEntry,
} from './outgoing-entry-state.ts';
import {
  isPublishable,
  comparableContentOf,
  missingDetailOf,
  publicationRequestOf,
  roundRequest,
  type PublicationRequest,
  type SigningChoice,
} from './publication-request.ts';

const TIMEOUT_MS = 30_000;
/** Key of the mark of the account last seen signed in on this device; null for nobody. */
const ACCOUNT = 'account';
const OUTBOX = 'outbox';

type Answer =
  | { readonly kind: 'published'; readonly id: string; readonly path: string }
  | { readonly kind: 'refused'; readonly error: ErrorResponse['error'] }
  | { readonly kind: 'no-answer' };
type Me = z.infer<typeof meResponse>['viewer'];

type Answered = { readonly looked?: boolean; readonly signing?: SigningChoice };

export type EntryPublisher = {
  readonly view: RenderPart;
  /**
   * Requests publication of an entry; sends at once if online. `looked`: she confirms that it is
   * not among her evidence; `signing`: her choice, if the server asked.
   */
  readonly publish: (entry: TaskEntry | PayoutEntry, answer?: Answered) => Promise<void>;
  /** Cancels the publication of an entry; tells if it may already be public. */
  readonly takeBack: (entry: LiveEntry) => Promise<void>;
  /** Sends all waiting entries, each once. */
  readonly sendWaiting: () => Promise<void>;
};

/** Publishes entries on her request, one at a time; nothing else leaves the workbook. */
export function createEntryPublisher(page: WorkbookPageContext): EntryPublisher {
  const { root, book, words, say } = page;
  const waiting = findPart(root, 'waiting');
  let sending = false;
  // The signed-in member; undefined until the server was asked.
  let viewer: Me | undefined;

  async function change(
    id: string,
    act: (now: OutgoingEntry | null) => OutgoingEntry | null,
  ): Promise<OutgoingEntry | null> {
    const outbox = await book.meta.update<PublicationOutbox>(OUTBOX, (now = {}) => {
      const { [id]: known = null, ...others } = now;
      const next = act(known);
      return next === null ? others : { ...others, [id]: next };
    });
    return outbox[id] ?? null;
  }

  /** The signed-in account; without an answer, the last known one. */
  async function accountNow(): Promise<string | null> {
    const me = navigator.onLine ? await whoIsSignedIn() : undefined;
    const known = (await book.meta.get<string | null>(ACCOUNT)) ?? null;
    if (me === undefined) return known;
    viewer = me;
    const mark = me?.mark ?? null;
    if (mark !== known) await book.meta.set(ACCOUNT, mark);
    return mark;
  }

  async function publish(
    entry: TaskEntry | PayoutEntry,
    { looked = false, signing }: Answered = {},
  ): Promise<void> {
    const lack = missingDetailOf(entry);
    let whole = entry;
    if (lack !== null) {
      const filled = await openEntryForm(page, entry.kind, entry, words[lack]);
      if (filled === null || !isPublishable(filled) || missingDetailOf(filled) !== null) return;
      whole = filled;
    }
    const consent = await askConsent(page, whole);
    if (consent === null) return;
    // If another account has signed in since, it is not sent under that one: she is asked again.
    const account = viewer === undefined ? await accountNow() : (viewer?.mark ?? null);
    // Stored before the first attempt, so that a lost connection loses nothing.
    await change(whole.id, (known) =>
      requestPublication(known, { ...consent, account, looked, signing }),
    );
    await sendWaiting();
  }

  async function sendWaiting(): Promise<void> {
    if (!navigator.onLine) return;
    sending = true;
    try {
      await withCrossTabLock('publish', sendEach);
    } finally {
      sending = false;
      // Rendered once at the end: each change of the workbook renders by itself.
      view(await readWorkbookSnapshot(book));
    }
  }

  async function sendEach(): Promise<void> {
    await accountNow();
    for (const id of Object.keys((await book.meta.get<PublicationOutbox>(OUTBOX)) ?? {})) {
      if (!(await sendOne(id))) return;
    }
  }

  /** Sends the current state of an entry; false when further attempts would fail too. */
  async function sendOne(id: string): Promise<boolean> {
    const outgoing = ((await book.meta.get<PublicationOutbox>(OUTBOX)) ?? {})[id];
    const entry = await book.get(id);
    if (outgoing === undefined) return true;
    if (entry === undefined || !isPublishable(entry) || entry.published !== null) {
      await change(id, () => null);
      return true;
    }
    if (!viewer || outgoing.account !== viewer.mark || isAttemptUnresolved(outgoing, Date.now()))
      return true;
    const { company, signing } = outgoing;
    // A request sent without an answer is resent unchanged: the server may have it.
    const report =
      outgoing.sent ??
      roundRequest(
        publicationRequestOf(entry, { company, from: words.urls.page, signing }),
        today(new Date()),
      );
    const tried = await change(id, (known) => beginAttempt(known, report, Date.now()));
    if (tried?.state !== 'waiting') return true;
    const answer = await send(report);
    // The connection failed, not the entry.
    if (answer.kind === 'no-answer') return false;
    if (answer.kind === 'published') {
      const published = { id: answer.id, path: answer.path, content: comparableContentOf(report) };
      await book.update(id, (now) => ({ ...now, published }));
      await change(id, () => null);
      say(words.published);
      return true;
    }
    const { code } = answer.error;
    if (code === 'signed-out') viewer = null;
    await change(id, (known) => applyRefusal(known, outgoing, answer.error));
    if (isRefusalTemporary(code)) return false;
    say(code === 'conflict' ? words.otherContent : `${words.refused} ${words.codes[code]}`);
    return true;
  }

  async function adoptAll(mark: string): Promise<void> {
    await book.meta.update<PublicationOutbox>(OUTBOX, (now = {}) =>
      Object.fromEntries(Object.entries(now).map(([id, one]) => [id, moveToAccount(one, mark)])),
    );
    await sendWaiting();
  }

  const view: RenderPart = (state) => showWaiting(state);

  function showWaiting({ outbox }: WorkbookSnapshot): void {
    const open = Object.values(outbox).filter(({ state }) => state === 'waiting');
    waiting.hidden = open.length === 0;
    if (open.length === 0) return;
    const acts: HTMLElement[] = [];
    const said: (Node | string)[] = [fillPlaceholder(words.waitCount, String(open.length))];
    if (viewer === null) {
      said.push(
        ' ',
        words.signedOut,
        ' ',
        createElement('a', { href: words.urls.signIn }, words.signIn),
      );
    } else if (viewer !== undefined) {
      const { mark, pseudonym } = viewer;
      const now = Date.now();
      const sure = open.filter((one) => !isAttemptUnresolved(one, now));
      const waits = new Set(sure.map((one) => whyEntryWaits(one, mark)));
      const code = open.find(({ problem }) => problem !== null)?.problem?.code;
      if (code && code !== 'signed-out') said.push(' ', words.codes[code]);
      if (waits.has('other-account')) said.push(' ', words.otherAccount);
      if (waits.has('consent')) {
        said.push(' ', words.whoseAccount);
        acts.push(
          createButton(fillPlaceholder(words.publishAs, pseudonym), () => void adoptAll(mark)),
        );
      }
    }
    const now = createButton(sending ? words.sending : words.sendNow, () => void sendWaiting());
    now.disabled = sending;
    waiting.replaceChildren(
      createElement('p', {}, ...said),
      createElement('p', {}, ...acts, ' ', now),
    );
  }

  return {
    view,
    publish,
    takeBack: async ({ id }) => {
      const held = await change(id, cancelPublication);
      if (held !== null) say(words.maybePublic);
    },
    sendWaiting,
  };
}

/** Fetches the signed-in account; null for nobody, undefined when the site does not answer. */
async function whoIsSignedIn(): Promise<Me | undefined> {
  try {
    const response = await fetch('/api/me', {
      headers: { accept: 'application/json' },
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { viewer } = (await response.json()) as Partial<z.infer<typeof meResponse>>;
    return viewer;
  } catch {
    return undefined;
  }
}

/** Sends one entry. Only a response of the server itself counts as an answer. */
async function send({ path, body }: PublicationRequest): Promise<Answer> {
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
    // Offline, or a proxy answered in the server's place.
  }
  return { kind: 'no-answer' };
}

/**
 * Shows what others will see, the first time and whenever a new client is named.
 * @returns null when she declines.
 */
async function askConsent(
  { root, book }: WorkbookPageContext,
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
  const { form, closed } = openTemplateDialog(template);
  const company = form.querySelector<HTMLInputElement>('[name=company]');
  findPart(form, 'client').hidden = client === null;
  findPart(form, 'client-name').textContent = client ?? '';
  if ((await closed) !== 'yes') return null;
  await book.meta.set('agreed', true);
  const named = client !== null && company?.checked === true;
  if (named) await book.meta.set('companies', [...known, client]);
  return { company: named };
}
