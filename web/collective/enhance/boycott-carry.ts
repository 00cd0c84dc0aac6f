import { loadItem, saveItem } from '#web/enhance/device-storage.ts';
import { whenIdle } from '#web/enhance/when-idle.ts';
import {
  createElement,
  fillPlaceholder,
  findPart,
  setText,
} from '#web/evidence/workbook/dom-helpers.ts';
import { carryLink } from '#web/collective/pledges/carry-link.ts';
import type { PledgeCredential } from '#web/collective/pledges/pledge-credential.ts';

/** Local storage key: the account that was asked to write her words down. */
const ASKED = 'contrenote.words-asked';
const SVG = 'http://www.w3.org/2000/svg';

/** Sentences of the words, with a placeholder for a number or a word. */
type Words = Readonly<Record<'qr' | 'count' | 'unknown' | 'checksum', string>>;

/** The parts of a pledge that carry it to another device, and from one. */
export type Carrying = {
  /** The credential whose secret can be shown here. */
  readonly keep: (credential: PledgeCredential) => void;
  /** Asks her once to write her words down. */
  readonly ask: () => void;
  readonly showForm: (shown: boolean) => void;
};

/**
 * Shows the secret as words and as a QR code, and takes typed words. The sentences are in the page
 * (`web/collective/pledges/carry-pledge.tsx`).
 */
export function mountCarrying(
  root: HTMLElement,
  account: string,
  bring: (secret: Uint8Array<ArrayBuffer>) => Promise<void>,
): Carrying {
  const words = JSON.parse(findPart(root, 'carry').dataset['words'] ?? '{}') as Words;
  const shown = findPart<HTMLDetailsElement>(root, 'carry-show');
  const [ask, cannot, form] = [
    findPart(root, 'carry-ask'),
    findPart(root, 'carry-cannot'),
    findPart(root, 'carry-form'),
  ];
  const typed = findPart<HTMLTextAreaElement>(root, 'carry-typed');
  const button = findPart<HTMLButtonElement>(root, 'carry-take');
  let secret: Uint8Array<ArrayBuffer> | undefined;

  const closeAsk = (): void => {
    ask.hidden = true;
    saveItem(ASKED, account);
  };
  shown.addEventListener('toggle', () => {
    if (shown.open) closeAsk();
    void draw(root, words.qr, shown.open ? secret : undefined);
  });
  // Turbo keeps a copy of the page: without the words.
  const close = (): void => {
    shown.open = false;
    void draw(root, words.qr, undefined);
  };
  document.addEventListener('turbo:before-cache', close, { once: true });
  findPart(root, 'carry-later').addEventListener('click', closeAsk);
  button.addEventListener('click', async () => {
    const issue = findPart(root, 'carry-issue');
    const read = await (await loadWords()).readCarryWords(typed.value);
    if (!(read instanceof Uint8Array)) {
      const value =
        read.kind === 'count' ? String(read.count) : read.kind === 'unknown' ? read.word : '';
      setText(issue, fillPlaceholder(words[read.kind], value));
      issue.hidden = false;
      return;
    }
    issue.hidden = true;
    button.disabled = true;
    await bring(read).finally(() => {
      button.disabled = false;
      if (form.hidden) typed.value = '';
      // The answer stands above the field, and the page has grown or shrunk between them.
      root.querySelector('[data-say]:not([hidden])')?.scrollIntoView();
    });
  });
  // Also by who will show no words: loading them would tell who pledged.
  whenIdle(() => void loadWords());

  return {
    keep: ({ carrySecret }) => {
      secret = carrySecret;
      shown.hidden = secret === undefined;
      cannot.hidden = secret !== undefined;
    },
    ask: () => {
      ask.hidden = secret === undefined || loadItem(ASKED) === account;
    },
    showForm: (isShown) => {
      form.hidden = !isShown;
      if (isShown) shown.hidden = true;
    },
  };
}

function loadWords(): Promise<typeof import('#web/collective/pledges/carry-words.ts')> {
  return import('#web/collective/pledges/carry-words.ts');
}

/** Draws the code and the words; removes them without a secret. */
async function draw(
  root: HTMLElement,
  label: string,
  secret: Uint8Array<ArrayBuffer> | undefined,
): Promise<void> {
  const [code, list] = [findPart(root, 'carry-code'), findPart(root, 'carry-words')];
  if (secret === undefined) {
    code.replaceChildren();
    list.replaceChildren();
    return;
  }
  const { qrPath, writeCarryWords } = await loadWords();
  const { size, path } = qrPath(carryLink(location.origin + location.pathname, secret));
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('class', 'qr');
  drawing.setAttribute('viewBox', `0 0 ${size} ${size}`);
  drawing.setAttribute('role', 'img');
  drawing.setAttribute('aria-label', label);
  const [paper, dark] = [
    document.createElementNS(SVG, 'rect'),
    document.createElementNS(SVG, 'path'),
  ];
  paper.setAttribute('width', String(size));
  paper.setAttribute('height', String(size));
  dark.setAttribute('d', path);
  drawing.append(paper, dark);
  code.replaceChildren(drawing);
  const words = await writeCarryWords(secret, document.documentElement.lang);
  list.replaceChildren(...words.map((word) => createElement('li', {}, word)));
}
