/** A form's draft, stored on the device. */
export type Draft = {
  /** Time of the last input, in ms. */
  readonly at: number;
  /** The idempotency key, so that a repeated submission publishes once. */
  readonly key: string;
  readonly fields: Readonly<Record<string, string>>;
  /**
   * Time at which the draft expires, in ms since the epoch; by default 30 days after the last input.
   */
  readonly until?: number;
};
type Stored = Partial<Record<keyof Draft, unknown>>;
export type Fields = Readonly<Record<string, string>>;

/** Prefix of the storage keys of all accounts' drafts. */
export const DRAFT_PREFIX = 'contrenote-draft:';
const KEPT_MS = 30 * 86_400_000;

/** The storage key of a form's draft, per account and form. */
export function draftName(mark: string, action: string): string {
  return `${DRAFT_PREFIX}${mark}:${action}`;
}

/** Parses a stored draft; null when invalid or expired. */
export function readDraft(kept: string | null, now: number): Draft | null {
  try {
    const { at, key, fields, until } = JSON.parse(kept ?? 'null') as Stored;
    if (typeof at !== 'number' || typeof key !== 'string') return null;
    if (now > (typeof until === 'number' ? until : at + KEPT_MS)) return null;
    if (typeof fields !== 'object' || fields === null) return null;
    const texts = Object.entries(fields).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return texts.length === 0 ? null : { at, key, fields: Object.fromEntries(texts) };
  } catch {
    return null;
  }
}

/** Whether a form differs from its initial state: only then is it stored. */
export function isTyped(fields: Fields, initial: Fields): boolean {
  return Object.entries(fields).some(
    ([name, value]) => value.trim() !== '' && value.trim() !== (initial[name] ?? '').trim(),
  );
}

/**
 * What to do with a draft when its form opens: with the same text, continue with the draft's key;
 * into an empty form, restore it; else offer it, without overwriting.
 */
export function planRestore(draft: Draft, shown: Fields): 'same' | 'restore' | 'offer' {
  const names = Object.keys(draft.fields);
  if (names.every((name) => (shown[name] ?? '').trim() === (draft.fields[name] ?? '').trim())) {
    return 'same';
  }
  return (shown['text'] ?? '').trim() === '' ? 'restore' : 'offer';
}

/**
 * What to do with the draft of a form of many fields: restore it into an untouched form, unless the
 * page came with another value than the draft has, e.g. another platform.
 */
export function planFormRestore(
  draft: Draft,
  shown: Fields,
  initial: Fields,
  prefilled: readonly string[],
): 'restore' | 'offer' {
  if (isTyped(shown, initial)) return 'offer';
  const other = prefilled.some((name) => {
    const [page, kept] = [initial[name] ?? '', draft.fields[name] ?? ''];
    return page !== '' && kept !== '' && page !== kept;
  });
  return other ? 'offer' : 'restore';
}

/**
 * The form's text after accepting an offered draft; with `edits` the draft replaces the existing
 * text.
 */
export function takeDraft(shown: string, kept: string, edits: boolean): string {
  if (edits || kept.includes(shown.trim())) return kept;
  return `${shown.trimEnd()}\n\n${kept}`;
}
