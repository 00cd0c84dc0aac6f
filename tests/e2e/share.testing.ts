import type { BrowserContext, Locator, Page } from 'playwright-core';
import { tap } from './redaction.testing.ts';

/** What the system does with an installed site, and what a worker does with what it shares. */

/** `zeros`: a number of bytes in place of a content. */
export type SharedFile = { readonly type: string } & (
  { readonly bytes: Buffer } | { readonly zeros: number }
);

const FORMS = { fr: '/fr/declarer/paiement', en: '/en/report/pay-out' } as const;

/** A page of the installed site on a phone, its service worker in control. */
export async function openInstalled(
  phone: BrowserContext,
  url: string,
  language: 'fr' | 'en' = 'fr',
): Promise<Page> {
  const page = await phone.newPage();
  await page.goto(`${url}/${language}`);
  await page.evaluate(() => window.dispatchEvent(new Event('appinstalled')));
  await page.evaluate(() => navigator.serviceWorker.ready);
  return page;
}

/**
 * Posts files to the share target as the system does when she chooses the site in the share sheet: a
 * navigation, with the fields of the manifest, and a text that it has no field for.
 */
export async function share(
  page: Page,
  files: readonly SharedFile[],
  language: 'fr' | 'en' = 'fr',
): Promise<void> {
  const action = `${FORMS[language]}/image`;
  const sent = files.map((file) => ({
    type: file.type,
    text: 'bytes' in file ? file.bytes.toString('base64') : '',
    zeros: 'zeros' in file ? file.zeros : 0,
  }));
  const arrived = page.waitForURL(`**${FORMS[language]}?share=*`);
  await page.evaluate(
    ([path, shared]) => {
      const form = document.createElement('form');
      form.method = 'post';
      form.enctype = 'multipart/form-data';
      form.action = path;
      const picture = document.createElement('input');
      picture.type = 'file';
      picture.name = 'picture';
      picture.multiple = true;
      const transfer = new DataTransfer();
      for (const { type, text, zeros } of shared) {
        const bytes =
          zeros > 0
            ? new Uint8Array(zeros)
            : Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], 'Nadia Rakoto.png', { type }));
      }
      picture.files = transfer.files;
      const note = document.createElement('input');
      note.name = 'text';
      note.value = 'Nadia Rakoto';
      form.append(picture, note);
      document.body.append(form);
      form.submit();
    },
    [action, sent] as const,
  );
  await arrived;
}

/** The addresses of pictures that were shared, and that no form has taken. */
export function keptPictures(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    if (!(await caches.has('shared-pictures'))) return [];
    const requests = await (await caches.open('shared-pictures')).keys();
    return requests.map(({ url }) => new URL(url).pathname);
  });
}

/** Counts what a finger does. */
export function countTaps(): {
  readonly taps: () => number;
  readonly tapOn: (page: Page, piece: Locator) => Promise<void>;
  /** Fills in a day: its field, the day in the calendar of the system, its "OK". */
  readonly pickDay: (field: Locator, day: string) => Promise<void>;
  readonly count: (times: number) => void;
} {
  let taps = 0;
  return {
    taps: () => taps,
    tapOn: async (page, piece) => {
      taps += 1;
      await tap(page, piece);
    },
    pickDay: async (field, day) => {
      taps += 3;
      await field.fill(day);
    },
    count: (times) => {
      taps += times;
    },
  };
}
