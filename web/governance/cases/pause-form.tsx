import type { CaseResponse } from '#shared/governance/case-handling.ts';
import { PAUSE_DAYS } from '#shared/governance/posting-pauses.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Submit } from '#web/ui/form.tsx';
import { CaseWordsFields, useCaseRule } from './case-forms.tsx';
import { CollapsedForm } from './collapsed-form.tsx';

/** The form that proposes a pause from posting for the author of a post. */
export function PauseForm({ one }: { one: CaseResponse }) {
  const { t } = usePage();
  const words = t.moderation.pause;
  const rule = useCaseRule(one);
  const { id, can } = one;
  if (can.pause.length === 0) return null;
  return (
    <CollapsedForm id="pause" form="pause" title={words.title} say={words.say}>
      <Form
        name="pause"
        action={`/api/moderation/cases/${id}/pause`}
        once
        initial={{ rule, facts: t.moderation.templates[rule], days: String(can.pause[0] ?? '') }}
      >
        <Choice
          name="days"
          label={words.days}
          options={can.pause.map((days) => ({
            value: String(days),
            label: days === PAUSE_DAYS ? words.choices.week : words.choices.month,
          }))}
        />
        <CaseWordsFields />
        <p className="hint">{words.public}</p>
        <Submit label={words.send} />
      </Form>
    </CollapsedForm>
  );
}
