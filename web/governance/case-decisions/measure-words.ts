import type { Measure } from '#shared/core/moderation-decisions.ts';
import type { Messages } from '#web/i18n/messages.ts';

type Of<Words> = Readonly<Record<string, Words>>;

/** A word for a measure: a pause from posting (`pause/3k9…`) holds or ends, where content is hidden or shown. */
function wordsFor<Words>(about: string, kind: Measure, pause: Of<Words>, content: Of<Words>) {
  const own = about.split('/')[0] === 'pause' ? pause[kind] : undefined;
  return own ?? content[kind];
}

/** A measure as it is called in a decision about a subject. */
export function measureInWords(about: string, kind: Measure, t: Messages): string {
  const { pause, measures } = t.moderation;
  return wordsFor<string>(about, kind, pause.measures, measures) ?? kind;
}

/** A proposed measure, in the future tense. */
export function proposedMeasureInWords(about: string, kind: Measure, t: Messages): string {
  const { pause, measures } = t.moderation;
  const proposals: Of<string> = t.moderation.case.proposalKinds;
  return wordsFor(about, kind, pause.proposals, { ...measures, ...proposals }) ?? kind;
}

/** For whom, and where, a measure holds. */
export function measureScopeInWords(about: string, kind: Measure, t: Messages): string {
  const { pause, decision } = t.moderation;
  return wordsFor<string>(about, kind, pause.scopes, decision.scopes) ?? '';
}

/** A measure's stamp: its word, and what it means for readers. */
export function measureStampWords(about: string, kind: Measure, t: Messages) {
  const { pause, stamps } = t.moderation;
  return (
    wordsFor<{ word: string; note: string }>(about, kind, pause.stamps, stamps) ?? stamps[kind]
  );
}

/** A juror's vote. */
export function voteInWords(about: string, vote: Measure, t: Messages): string {
  return wordsFor<string>(about, vote, t.moderation.pause.votes, t.juries.jury.vote) ?? vote;
}
