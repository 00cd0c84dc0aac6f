import type { PageContext } from '#web/page.ts';
import { SENTENCE_PLACEHOLDER } from '#web/evidence/workbook/sentence-placeholder.ts';

/** Sentences of the script that shows exact values, with a placeholder for the day. */
export type ExactValueWords = {
  readonly asked: string;
  readonly received: string;
  readonly refused: string;
  readonly exact: string;
};

/** The attributes of a list of own payouts whose exact values are shown where this device has them. */
export function exactValues({ t }: PageContext): {
  'data-enhance': 'exact-values';
  'data-words': string;
} {
  const { asked, received, refused, exact } = t.payouts.mine;
  const day = { day: SENTENCE_PLACEHOLDER };
  const words: ExactValueWords = {
    asked: asked(day),
    received: received(day),
    refused: refused(day),
    exact,
  };
  return { 'data-enhance': 'exact-values', 'data-words': JSON.stringify(words) };
}
