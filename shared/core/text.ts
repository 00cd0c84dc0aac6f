/**
 * Folds a name for comparing and sorting: lower case, no accents, no punctuation. Everything sorted
 * or looked up by name uses this key, since collations differ between databases.
 */
export function foldName(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The host of an address, without `www.`: "https://www.Clickworker.com/fr" → "clickworker.com";
 * null for other texts.
 */
export function hostOfAddress(text: string): string | null {
  const match = /^(?:https?:\/\/)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[/:?#].*)?$/i.exec(
    text.trim(),
  );
  return match?.[1]?.toLowerCase() ?? null;
}

/** A name as a slug: "Foule Factory" → "foule-factory". */
export function toSlug(name: string): string {
  return foldName(name)
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
}

/** Whether a title is one visible line, without bidirectional controls or an address. */
export function isValidTitle(title: string): boolean {
  const turned = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(title);
  return !turned && /[\p{L}\p{N}]/u.test(title) && !/https?:\/\/|\bwww\./i.test(title);
}

/**
 * Whether a text has any visible character, i.e. not only spaces, zero-width characters and
 * fillers.
 */
export function hasVisibleCharacter(text: string): boolean {
  return /[^\s\p{Cc}\p{Cf}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}
