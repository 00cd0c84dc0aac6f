import { LOCALES } from '#shared/core/languages.ts';
import { formatNumber } from '#web/format.ts';
import type { CopyWords } from './encrypted-copy-section.tsx';
import {
  deleteCopy,
  joinCopy,
  readState,
  sizeOfCopy,
  startCopy,
  stopCopy,
  type SyncResult,
} from './encrypted-copy-sync.ts';
import { watchCopy } from './encrypted-copy-watch.ts';
import { PASSPHRASE_WORDS, foldPassphrase, newPassphrase } from './encrypted-copy-crypto.ts';
import { fill, make, part, setText } from './dom-helpers.ts';
import type { Book } from './workbook-store.ts';

type View = 'signed-out' | 'none' | 'words' | 'enter' | 'on';

/** The encrypted copy in the page: create, join, sync, delete. */
export function mountCopy(element: HTMLElement, book: Book): void {
  const words = JSON.parse(element.dataset['words'] ?? '{}') as CopyWords;
  const say = (sentence: string): void => setText(part(element, 'status'), sentence);
  // Without https there is no WebCrypto; old browsers lack CompressionStream.
  if (!window.isSecureContext || typeof CompressionStream === 'undefined') {
    say(words.unsupported);
    return;
  }
  const phrase = part<HTMLTextAreaElement>(element, 'phrase');
  const list = part(element, 'words');
  const remove = part<HTMLButtonElement>(element, 'remove');
  const removeWords = remove.textContent ?? '';
  const watch = watchCopy(book, () => element.isConnected);
  let passphrase = '';

  function show(view: View | null): void {
    for (const block of element.querySelectorAll<HTMLElement>('[data-view]')) {
      block.hidden = block.dataset['view'] !== view;
    }
    part(element, 'removal').hidden = view !== 'on' && view !== 'enter';
    if (view !== 'words') forget();
  }

  /** Removes the words from page and memory: they are shown once. */
  function forget(): void {
    passphrase = '';
    list.replaceChildren();
  }

  /** Shows the possible actions, from the state of this device and the server. */
  async function refresh(): Promise<void> {
    if (passphrase !== '') return;
    const state = await readState(book);
    if (state !== null) {
      const bytes = formatNumber(state.bytes / 1024, words.language);
      const last =
        state.savedAt === null ? [] : [fill(words.last, formatTime(state.savedAt, words.language))];
      const size = state.version === 0 ? [] : [fill(words.size, bytes)];
      setText(part(element, 'state'), [...last, ...size].join(' '));
      show('on');
      return;
    }
    const size = await sizeOfCopy();
    if (size === 'signed-out') show('signed-out');
    else if (typeof size === 'string') tell(size);
    else show(size === null ? 'none' : 'enter');
  }

  function tell(result: SyncResult): void {
    say(words.results[result]);
  }

  /** Runs a slow action, and shows its result. */
  async function run(act: () => Promise<SyncResult>): Promise<SyncResult> {
    say(words.working);
    element.setAttribute('aria-busy', 'true');
    for (const button of element.querySelectorAll('button')) button.disabled = true;
    const result = await act();
    for (const button of element.querySelectorAll('button')) button.disabled = false;
    element.removeAttribute('aria-busy');
    tell(result);
    return result;
  }

  const on = (name: string, act: () => Promise<void>): void => {
    part(element, name).addEventListener('click', () => void act());
  };
  on('make', async () => {
    // Another device may have made one since the page was opened.
    if ((await sizeOfCopy()) !== null) return refresh();
    const made = newPassphrase(await wordsIn(words.language));
    passphrase = made;
    list.replaceChildren(...made.split(' ').map((word) => make('li', {}, word)));
    say('');
    show('words');
  });
  on('wrote', async () => {
    const written = passphrase;
    await run(() => startCopy(book, written));
    forget();
    await refresh();
  });
  on('cancel', async () => {
    forget();
    await refresh();
  });
  on('join', async () => {
    const typed = foldPassphrase(phrase.value).split(' ').filter(Boolean);
    if (typed.length !== PASSPHRASE_WORDS) return say(fill(words.wordCount, String(typed.length)));
    const result = await run(() => joinCopy(book, phrase.value));
    if (result === 'wrong-passphrase') {
      const strange = await unknownWord(typed);
      if (strange !== null) say(fill(words.unknownWord, strange));
      return;
    }
    if ((await readState(book)) !== null) phrase.value = '';
    await refresh();
  });
  on('save', async () => {
    await run(watch.sync);
  });
  on('stop', async () => {
    await stopCopy(book);
    say(words.stopped);
    await refresh();
  });
  on('remove', async () => {
    if (remove.dataset['asked'] === undefined) {
      remove.dataset['asked'] = '';
      setText(remove, remove.dataset['confirm'] ?? '');
      return;
    }
    calmDown();
    const result = await run(() => deleteCopy(book));
    if (result === 'saved') say(words.removed);
    await refresh();
  });
  remove.addEventListener('blur', calmDown);
  function calmDown(): void {
    delete remove.dataset['asked'];
    setText(remove, removeWords);
  }

  const leave = watch.onResult(async (result) => {
    if (!element.isConnected) {
      leave();
      return;
    }
    if (result === 'off') return;
    tell(result);
    await settle(result);
  });

  /** Stops using a copy that is gone or has another passphrase. */
  async function settle(result: SyncResult): Promise<void> {
    if (result === 'gone' || result === 'other-passphrase') await stopCopy(book);
    await refresh();
    // The key is kept: she signs in again and continues.
    if (result === 'signed-out') part(element, 'sign-in').hidden = false;
  }
  void refresh();
}

function formatTime(moment: number, language: CopyWords['language']): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  return format.format(moment);
}

async function wordsIn(language: CopyWords['language']): Promise<readonly string[]> {
  const { wordlist } =
    language === 'fr'
      ? await import('@scure/bip39/wordlists/french.js')
      : await import('@scure/bip39/wordlists/english.js');
  return wordlist;
}

/** A word in neither list: a typing error rather than another copy's passphrase. */
async function unknownWord(typed: readonly string[]): Promise<string | null> {
  const lists = await Promise.all([wordsIn('fr'), wordsIn('en')]);
  const known = new Set(lists.flat().map(foldPassphrase));
  return typed.find((word) => !known.has(word)) ?? null;
}
