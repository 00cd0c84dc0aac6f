import { LOCALES } from '#shared/core/languages.ts';
import { formatNumber } from '#web/format.ts';
import type { EncryptedCopySentences } from './encrypted-copy-section.tsx';
import {
  deleteEncryptedCopy,
  joinEncryptedCopy,
  readCopyState,
  fetchCopySize,
  createEncryptedCopy,
  forgetCopyKey,
  type CopySyncResult,
} from './encrypted-copy-sync.ts';
import { watchEncryptedCopy } from './encrypted-copy-watch.ts';
import { PASSPHRASE_WORDS, normalizePassphrase, makePassphrase } from './passphrase.ts';
import { fillPlaceholder, createElement, findPart, setText } from './dom-helpers.ts';
import type { WorkbookStore } from './workbook-store.ts';

type View = 'signed-out' | 'none' | 'words' | 'enter' | 'on';

/** The encrypted copy in the page: create, join, sync, delete. */
export function mountEncryptedCopy(element: HTMLElement, book: WorkbookStore): void {
  const words = JSON.parse(element.dataset['words'] ?? '{}') as EncryptedCopySentences;
  const say = (sentence: string): void => setText(findPart(element, 'status'), sentence);
  // Without https there is no WebCrypto; old browsers lack CompressionStream.
  if (!window.isSecureContext || typeof CompressionStream === 'undefined') {
    say(words.unsupported);
    return;
  }
  const phrase = findPart<HTMLTextAreaElement>(element, 'phrase');
  const list = findPart(element, 'words');
  const remove = findPart<HTMLButtonElement>(element, 'remove');
  const removeWords = remove.textContent ?? '';
  const watch = watchEncryptedCopy(book, () => element.isConnected);
  let passphrase = '';

  function show(view: View | null): void {
    for (const block of element.querySelectorAll<HTMLElement>('[data-view]')) {
      block.hidden = block.dataset['view'] !== view;
    }
    findPart(element, 'removal').hidden = view !== 'on' && view !== 'enter';
    if (view !== 'words') forget();
  }

  /** Removes the passphrase from page and memory: it is shown once. */
  function forget(): void {
    passphrase = '';
    list.replaceChildren();
  }

  /** Shows the possible actions, from the state of this device and the server. */
  async function refresh(): Promise<void> {
    if (passphrase !== '') return;
    const state = await readCopyState(book);
    if (state !== null) {
      const bytes = formatNumber(state.bytes / 1024, words.language);
      const last =
        state.savedAt === null
          ? []
          : [fillPlaceholder(words.last, formatTime(state.savedAt, words.language))];
      const size = state.version === 0 ? [] : [fillPlaceholder(words.size, bytes)];
      setText(findPart(element, 'state'), [...last, ...size].join(' '));
      show('on');
      return;
    }
    const size = await fetchCopySize();
    if (size === 'signed-out') show('signed-out');
    else if (typeof size === 'string') tell(size);
    else show(size === null ? 'none' : 'enter');
  }

  function tell(result: CopySyncResult): void {
    say(words.results[result]);
  }

  /** Runs a slow action, and shows its result. */
  async function run(act: () => Promise<CopySyncResult>): Promise<CopySyncResult> {
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
    findPart(element, name).addEventListener('click', () => void act());
  };
  on('make', async () => {
    // Another device may have made one since the page was opened.
    if ((await fetchCopySize()) !== null) return refresh();
    const made = makePassphrase(await wordsIn(words.language));
    passphrase = made;
    list.replaceChildren(...made.split(' ').map((word) => createElement('li', {}, word)));
    say('');
    show('words');
  });
  on('wrote', async () => {
    const written = passphrase;
    await run(() => createEncryptedCopy(book, written));
    forget();
    await refresh();
  });
  on('cancel', async () => {
    forget();
    await refresh();
  });
  on('join', async () => {
    const typed = normalizePassphrase(phrase.value).split(' ').filter(Boolean);
    if (typed.length !== PASSPHRASE_WORDS)
      return say(fillPlaceholder(words.wordCount, String(typed.length)));
    const result = await run(() => joinEncryptedCopy(book, phrase.value));
    if (result === 'wrong-passphrase') {
      const strange = await unknownWord(typed);
      if (strange !== null) say(fillPlaceholder(words.unknownWord, strange));
      return;
    }
    if ((await readCopyState(book)) !== null) phrase.value = '';
    await refresh();
  });
  on('save', async () => {
    await run(watch.sync);
  });
  on('stop', async () => {
    await forgetCopyKey(book);
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
    const result = await run(() => deleteEncryptedCopy(book));
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
  async function settle(result: CopySyncResult): Promise<void> {
    if (result === 'gone' || result === 'other-passphrase') await forgetCopyKey(book);
    await refresh();
    // The key is kept: she signs in again and continues.
    if (result === 'signed-out') findPart(element, 'sign-in').hidden = false;
  }
  void refresh();
}

function formatTime(moment: number, language: EncryptedCopySentences['language']): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  return format.format(moment);
}

async function wordsIn(language: EncryptedCopySentences['language']): Promise<readonly string[]> {
  const { wordlist } =
    language === 'fr'
      ? await import('@scure/bip39/wordlists/french.js')
      : await import('@scure/bip39/wordlists/english.js');
  return wordlist;
}

/**
 * The first typed word in neither list, which is a typing error rather than another copy's
 * passphrase; null without one.
 */
async function unknownWord(typed: readonly string[]): Promise<string | null> {
  const lists = await Promise.all([wordsIn('fr'), wordsIn('en')]);
  const known = new Set(lists.flat().map(normalizePassphrase));
  return typed.find((word) => !known.has(word)) ?? null;
}
