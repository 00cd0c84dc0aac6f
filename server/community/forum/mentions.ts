import { MAX_PSEUDONYM_LENGTH } from '#shared/identity/accounts.ts';
import { foldName } from '#shared/core/text.ts';

/** Maps folded pseudonyms of members to the pseudonym as shown. */
export type MembersByKey = ReadonlyMap<string, string>;
/** A segment of a text; `key` is the folded pseudonym if the segment mentions a member. */
export type MentionOrText = { readonly text: string; readonly key: string | null };

// Not after a letter, a digit or an address character: "lea@example.org" mentions nobody.
const MENTION =
  /(?<![\p{L}\p{M}\p{N}._%+/@-])@(?=([\p{L}\p{M}\p{Nd}_.-][\p{L}\p{M}\p{Nd} \-_.]*))/gu;

/**
 * Returns the folded names that a text may mention, the longest candidate first: pseudonyms may
 * contain spaces, so only a look-up of members tells where one ends.
 */
export function mentionsIn(text: string): { at: number; names: { end: number; key: string }[] }[] {
  return [...text.matchAll(MENTION)].map((call) => {
    const from = call.index + 1;
    return { at: call.index, names: namesFrom(text, from, (call[1] ?? '').length) };
  });
}

function namesFrom(text: string, from: number, length: number): { end: number; key: string }[] {
  const run = text.slice(from, from + Math.min(length, MAX_PSEUDONYM_LENGTH));
  const names = new Map<string, number>();
  for (const word of run.matchAll(/[\p{L}\p{M}\p{Nd}]+[_.-]*/gu)) {
    const bare = word.index + word[0].replace(/[_.-]+$/, '').length;
    // A name does not end within a word or before "@host".
    if (/^(?:[\p{L}\p{M}\p{N}]|@)/u.test(text.slice(from + bare, from + bare + 2))) continue;
    const key = foldName(run.slice(0, bare));
    if (key !== '' && !names.has(key)) names.set(key, from + bare);
  }
  return [...names].map(([key, end]) => ({ key, end })).toReversed();
}

export function splitMentions(text: string, members: MembersByKey): MentionOrText[] {
  const parts: MentionOrText[] = [];
  let done = 0;
  for (const { at, names } of mentionsIn(text)) {
    const name = names.find(({ key }) => members.has(key));
    if (name === undefined || at < done) continue;
    if (at > done) parts.push({ text: text.slice(done, at), key: null });
    parts.push({ text: text.slice(at, name.end), key: name.key });
    done = name.end;
  }
  if (done < text.length) parts.push({ text: text.slice(done), key: null });
  return parts;
}
