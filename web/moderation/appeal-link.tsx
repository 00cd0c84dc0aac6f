import type { ReactNode } from 'react';
import type { DecisionResponse } from '#shared/case-decisions.ts';
import { usePage } from '#web/context.ts';
import { formatDay } from '#web/format.ts';

/** How author and flaggers of a thing appeal against a decision about it, and until when. */
export function AppealLink({ decision }: { decision: DecisionResponse }): ReactNode {
  const { t, language } = usePage();
  const words = t.moderation.decision;
  return (
    <p>
      {words.appeal(formatDay(decision.appealUntil, language))} {words.others}
    </p>
  );
}
