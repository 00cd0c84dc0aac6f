import type { Messages } from '#web/i18n/messages.ts';
import { nounFor } from '#web/i18n/nouns.ts';
import { sentenceFor } from '#web/i18n/say.ts';

/** The sentence for a kind of log entry, or the kind itself when this version does not know it. */
export function entryKindSentence(kind: string, t: Messages): string {
  return sentenceFor(t.record.kinds, kind) ?? actOnThing(kind, t) ?? kind;
}

/**
 * The sentence for a kind such as `review-hidden`, made of the act and the subject's noun;
 * undefined for other kinds.
 */
function actOnThing(kind: string, t: Messages): string | undefined {
  const { acts } = t.record;
  const done = (Object.keys(acts) as (keyof typeof acts)[]).find((one) => kind.endsWith(`-${one}`));
  if (done === undefined) return undefined;
  const of = kind.slice(0, -done.length - 1);
  const thing = nounFor(of, 'title', t);
  if (thing === undefined) return undefined;
  const gender = nounFor(of, 'gender', t) === 'feminine' ? 'feminine' : 'masculine';
  return acts[done]({ thing, gender });
}
