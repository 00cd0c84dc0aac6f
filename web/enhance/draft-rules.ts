/** What is kept of a form on the device while it is written. */
export type Draft = {
  /** When it was last typed in, in ms. */
  readonly at: number;
  /** The key that it is sent with: sent again after a lost answer, it is published once. */
  readonly key: string;
  readonly fields: Readonly<Record<string, string>>;
};
export type Fields = Readonly<Record<string, string>>;

const PREFIX = 'contrenote-draft:';
const KEPT_MS = 30 * 86_400_000;

/** Where the draft of a form is kept: each account and each form has its own. */
export function draftName(mark: string, action: string): string {
  return `${PREFIX}${mark}:${action}`;
}

/** All that a device keeps of drafts, of whatever account. */
export function draftNames(names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith(PREFIX));
}

/** A draft out of what was kept; null for what is none, or has run out. */
export function readDraft(kept: string | null, now: number): Draft | null {
  try {
    const { at, key, fields } = JSON.parse(kept ?? 'null') as Partial<Record<keyof Draft, unknown>>;
    if (typeof at !== 'number' || typeof key !== 'string' || now - at > KEPT_MS) return null;
    if (typeof fields !== 'object' || fields === null) return null;
    const texts = Object.entries(fields).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return texts.length === 0 ? null : { at, key, fields: Object.fromEntries(texts) };
  } catch {
    return null;
  }
}

/** Whether a form holds something that it did not come with: only that is worth keeping. */
export function isTyped(fields: Fields, initial: Fields): boolean {
  return Object.entries(fields).some(
    ([name, value]) => value.trim() !== '' && value.trim() !== (initial[name] ?? '').trim(),
  );
}

/**
 * What becomes of a draft where its form is opened: the same as what stands there, it only goes on
 * with its key; nothing stands there, it comes back; else it is offered, and nothing is overwritten.
 */
export function planRestore(draft: Draft, shown: Fields): 'same' | 'restore' | 'offer' {
  const names = Object.keys(draft.fields);
  if (names.every((name) => (shown[name] ?? '').trim() === (draft.fields[name] ?? '').trim())) {
    return 'same';
  }
  return (shown['text'] ?? '').trim() === '' ? 'restore' : 'offer';
}

/** The text of a form once an offered draft is taken; `edits` where it replaces what stood there. */
export function takeDraft(shown: string, kept: string, edits: boolean): string {
  if (edits || kept.includes(shown.trim())) return kept;
  return `${shown.trimEnd()}\n\n${kept}`;
}
