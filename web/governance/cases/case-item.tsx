import { flagReasonCode } from '#shared/governance/cases.ts';
import type { ListedCase } from '#shared/governance/case-queue.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { usePage } from '#web/page-context.ts';
import { CaseExcerpt } from './case-excerpt.tsx';
import { caseAgeInWords, subjectKindInWords } from './case-text.ts';

/** A case in a moderator's list. */
export function CaseItem({ one }: { one: ListedCase }) {
  const page = usePage();
  const { t, format, href } = page;
  const words = t.moderation.desk;
  const { id, about, reason, urgent, state, openedAt, dueAt, flags, takenBy, mine, excerpt } = one;
  return (
    <li>
      <p>
        <a href={href('moderationCase', { id })}>
          {subjectKindInWords(about, t)}, {reasonOf(reason, t)}
        </a>{' '}
        {urgent ? <span className="tag">{t.moderation.urgent}</span> : null}
      </p>
      <CaseExcerpt excerpt={excerpt} />
      <p className="soft">
        {t.moderation.states[state]} · {caseAgeInWords(openedAt, page)} ·{' '}
        {words.flags({ count: flags })}
        {dueAt === null ? null : ` · ${words.due({ moment: format.moment(dueAt) })}`}
        {mine ? ` · ${words.yours}` : null}
        {takenBy === null || mine ? null : ` · ${words.takenBy({ handle: takenBy })}`}
      </p>
    </li>
  );
}

function reasonOf(reason: string, t: Messages): string {
  const known = flagReasonCode.safeParse(reason);
  return known.success ? t.moderation.reasons[known.data].toLowerCase() : reason;
}
