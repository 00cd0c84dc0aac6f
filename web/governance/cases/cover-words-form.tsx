import { MAX_COVERED_WORDS_LENGTH } from '#shared/core/covered-words.ts';
import { REMOVAL_RULES } from '#shared/governance/cases.ts';
import type { CaseResponse } from '#shared/governance/case-handling.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden, Submit, TextArea } from '#web/ui/form.tsx';
import { CaseWordsFields, useCaseRule } from './case-forms.tsx';
import { CollapsedForm } from './collapsed-form.tsx';

/** The form that proposes to cover words of a text and leave the rest readable. */
export function CoverWordsForm({ one }: { one: CaseResponse }) {
  const { t } = usePage();
  const words = t.moderation.case;
  const chosen = useCaseRule(one);
  const { id, can } = one;
  if (!can.propose.includes('cover')) return null;
  const rule = REMOVAL_RULES.find((candidate) => candidate === chosen) ?? 'R4';
  return (
    <CollapsedForm
      id="cover"
      form="cover"
      open={false}
      title={words.coverTitle}
      say={can.alone ? `${words.coverAlone} ${words.alone}` : words.coverSay}
    >
      <p className="hint">{words.coverOthers}</p>
      <Form
        name="cover"
        action={`/api/moderation/cases/${id}/proposals`}
        once
        initial={{ rule, facts: t.moderation.templates[rule] }}
      >
        <Hidden name="kind" value="cover" />
        <TextArea
          name="words"
          label={words.words}
          hint={words.wordsHint}
          rows={3}
          maxLength={MAX_COVERED_WORDS_LENGTH}
        />
        <CaseWordsFields rules={REMOVAL_RULES} />
        <Submit label={can.alone ? words.decide : words.send} />
      </Form>
    </CollapsedForm>
  );
}
