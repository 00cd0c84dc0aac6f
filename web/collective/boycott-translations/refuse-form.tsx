import {
  MAX_REFUSAL_TEXT_LENGTH,
  REFUSAL_REASONS,
} from '#shared/collective/boycott-translations.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Submit, TextField } from '#web/ui/form.tsx';
import type { AnyTranslation } from './translated-unit.ts';

/** For a second person: the form that refuses a translation, with the reason. */
export function RefuseForm({
  version,
  translation: { id },
}: {
  version: number;
  translation: AnyTranslation;
}) {
  const { t, form } = usePage();
  const words = t.boycotts.translations;
  const name = `refuse-${id}`;
  return (
    <details open={form?.form === name}>
      <summary>{words.refuse}</summary>
      <p>{words.refuseSay}</p>
      <Form name={name} action={`/api/boycott-translations/${id}/refuse`}>
        {/* Never the version of a refused form: she refuses what this page shows. */}
        <input type="hidden" name="version" value={version} />
        <Choice
          name="reason"
          label={words.refuseReason}
          options={REFUSAL_REASONS.map((value) => ({ value, label: words.reasons[value] }))}
        />
        <TextField
          name="text"
          label={words.refuseText}
          hint={words.refuseTextHint}
          maxLength={MAX_REFUSAL_TEXT_LENGTH}
          optional
        />
        <Submit quiet label={words.sendRefusal} />
      </Form>
    </details>
  );
}
