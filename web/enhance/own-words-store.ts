import { openWorkbookStore } from '#web/evidence/workbook/workbook-store.ts';

/** What a member wants covered wherever it stands on a picture. */
export const OWN_WORD_FIELDS = ['name', 'street', 'email', 'phone'] as const;
export type OwnWordField = (typeof OWN_WORD_FIELDS)[number];
export type OwnWords = Readonly<Partial<Record<OwnWordField, string>>>;

const KEY = 'ownWordsKey';
const SEALED = 'ownWords';
const PURPOSE = new TextEncoder().encode('contrenote own words');
const NONCE_BYTES = 12;

/** The words kept on this device; none where nothing is kept, or can be. */
export async function loadOwnWords(): Promise<OwnWords> {
  try {
    const { meta } = await openWorkbookStore();
    const [key, sealed] = [
      await meta.get<CryptoKey | null>(KEY),
      await meta.get<Uint8Array<ArrayBuffer> | null>(SEALED),
    ];
    if (!key || !sealed) return {};
    const opened = await crypto.subtle.decrypt(
      parametersOf(sealed.slice(0, NONCE_BYTES)),
      key,
      sealed.slice(NONCE_BYTES),
    );
    return JSON.parse(new TextDecoder().decode(opened)) as OwnWords;
  } catch {
    return {};
  }
}

/**
 * Keeps words in the workbook of this device, encrypted under a key that cannot be exported. Erasing
 * the workbook erases both; neither is in its copy.
 * @throws where the device stores nothing, or cannot encrypt.
 */
export async function saveOwnWords(words: OwnWords): Promise<void> {
  const { meta } = await openWorkbookStore();
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(words));
  const sealed = new Uint8Array(await crypto.subtle.encrypt(parametersOf(nonce), fresh, plain));
  const bytes = new Uint8Array(NONCE_BYTES + sealed.length);
  bytes.set(nonce);
  bytes.set(sealed, NONCE_BYTES);
  await meta.set(KEY, fresh);
  await meta.set(SEALED, bytes);
}

/** Deletes the words and their key from this device. */
export async function forgetOwnWords(): Promise<void> {
  const { meta } = await openWorkbookStore();
  await meta.set(SEALED, null);
  await meta.set(KEY, null);
}

function parametersOf(iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: PURPOSE };
}
