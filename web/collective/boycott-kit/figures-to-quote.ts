import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { boycottStateInWords, quartersCaption } from '#web/collective/boycotts/boycott-text.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import type { PageContext } from '#web/page.ts';
import { checkInsOf, decidingVoteOf, eligibleOf } from './kit-texts.ts';

/** A figure as a sentence that can be quoted, and what must be said with it. */
export type FigureToQuote = { readonly say: string; readonly how: string };

/** The figures of a boycott that may be said today, each with its denominator. */
export function figuresToQuote(
  boycott: BoycottResponse,
  { t, format, language, now }: Pick<PageContext, 't' | 'format' | 'language' | 'now'>,
): FigureToQuote[] {
  const words = t.boycotts.kit.press;
  const { state, pledged, quarters, platform, timeline } = boycott;
  const figures: FigureToQuote[] = [];
  const eligible = eligibleOf(boycott);
  if (pledged !== null && eligible !== null && (state === 'on' || state === 'ended')) {
    const could = words.couldPledge({ pace: boycott.pace, platform: platform.name });
    figures.push({
      say: words.pledged({ pledged, eligible }),
      how: `${could} ${words.pledgedHow}`,
    });
  } else if (state === 'pledging' && quarters !== null) {
    const caption = quartersCaption({ quarters, threshold: boycott.threshold }, t);
    figures.push({ say: `${caption}.`, how: words.quartersHow });
  }
  const { held, couldNot, possible } = checkInsOf(boycott, now);
  if (held + couldNot > 0) {
    figures.push({ say: words.held({ held, couldNot, possible }), how: words.heldHow });
  }
  const vote = state === 'ended' ? decidingVoteOf(boycott) : null;
  if (vote !== null) {
    figures.push({
      say: `${boycottStateInWords(boycott, t)} ${words.voted(vote)}`,
      how: words.votedHow,
    });
  } else if (state === 'ended' && boycott.outcome !== 'unsaid') {
    figures.push({ say: boycottStateInWords(boycott, t), how: t.boycotts.one.saidBy });
  }
  const last = timeline.at(-1);
  const shown = last?.figures.find((figure) => figure.kind === 'platform');
  if (last !== undefined && shown?.kind === 'platform' && shown.slips > 0) {
    const verdict = standingName(shown.state, language);
    const day = format.day(last.on);
    figures.push({
      say: words.platform({ name: platform.name, verdict, slips: shown.slips, day }),
      how: words.platformHow,
    });
  }
  return figures;
}
