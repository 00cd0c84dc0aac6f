/** Number of colours `--h0`, `--h1` … of tiles and faces, in `tokens.css`. */
export const INKS = 8;

/** FNV-1a of a text's UTF-16 units, 32 bits: the same for the same text everywhere. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** The colour of a name, 0 to `INKS` - 1. */
export function inkOfName(name: string): number {
  return (hashText(name) >>> 7) % INKS;
}
