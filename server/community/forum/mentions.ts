import { MAX_PSEUDONYM_LENGTH } from '#shared/identity/accounts.ts';
import { foldName } from '#shared/core/text.ts';

/** Folded pseudonyms of members, each with the pseudonym as it is shown. */
export type MembersByKey = ReadonlyMap<string, string>;
/** A part of a text; `key` names the member where it calls one. */
export type CallOrWords = { readonly text: string; readonly key: string | null };

// Not behind a letter, a digit or a sign of an address: "lea@example.org" calls nobody.
const CALL = /(?<![\p{L}\p{M}\p{N}._%+/@-])@(?=([\p{L}\p{M}\p{Nd}_.-][\p{L}\p{M}\p{Nd} \-_.]*))/gu;

/**
 * The folded names that a text may call, the longest first of each call: a pseudonym may have
 * spaces, and only who knows the members can tell where it ends.
 */
export function callsIn(text: string): { at: number; names: { end: number; key: string }[] }[] {
  return [...text.matchAll(CALL)].map((call) => {
    const from = call.index + 1;
    return { at: call.index, names: namesFrom(text, from, (call[1] ?? '').length) };
  });
}

function namesFrom(text: string, from: number, length: number): { end: number; key: string }[] {
  const run = text.slice(from, from + Math.min(length, MAX_PSEUDONYM_LENGTH));
  const names = new Map<string, number>();
  for (const word of run.matchAll(/[\p{L}\p{M}\p{Nd}]+[_.-]*/gu)) {
    const bare = word.index + word[0].replace(/[_.-]+$/, '').length;
    // A word that is cut, or goes on as an address of another site, is not the end of a name.
    if (/^(?:[\p{L}\p{M}\p{N}]|@)/u.test(text.slice(from + bare, from + bare + 2))) continue;
    const key = foldName(run.slice(0, bare));
    if (key !== '' && !names.has(key)) names.set(key, from + bare);
  }
  return [...names].map(([key, end]) => ({ key, end })).toReversed();
}

/** Splits a text into members that it calls and what stands between. */
export function splitCalls(text: string, members: MembersByKey): CallOrWords[] {
  const parts: CallOrWords[] = [];
  let done = 0;
  for (const { at, names } of callsIn(text)) {
    const name = names.find(({ key }) => members.has(key));
    if (name === undefined || at < done) continue;
    if (at > done) parts.push({ text: text.slice(done, at), key: null });
    parts.push({ text: text.slice(at, name.end), key: name.key });
    done = name.end;
  }
  if (done < text.length) parts.push({ text: text.slice(done), key: null });
  return parts;
}
