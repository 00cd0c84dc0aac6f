import { STATED_OUTCOMES } from '#shared/collective/ballot-rules.ts';
import { MAX_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { BoycottFormPage } from '#web/collective/boycotts/boycott-form-page.tsx';
import { definePage } from '#web/page.ts';
import { Choice, Form, Submit, TextArea } from '#web/ui/form.tsx';

/** The form in which the proposer states the outcome, when the pledgers did not. */
export const boycottOutcome = definePage({
  layout: 'middle',
  membersOnly: true,
  load: loadBoycott,
  title: (_, { t }) => t.boycotts.forms.outcome.title,
  body: ({ boycott }, { t }) => {
    const words = t.boycotts.forms.outcome;
    return (
      <BoycottFormPage
        boycott={boycott}
        title={words.title}
        say={words.say}
        may={boycott.can.sayOutcome}
        form="boycott-outcome"
      >
        <Form name="boycott-outcome" action={boycottApiPath(boycott.id, 'outcome')} once>
          <Choice
            name="outcome"
            label={words.choice}
            options={STATED_OUTCOMES.map((value) => ({ value, label: t.boycotts.said[value] }))}
          />
          <TextArea
            name="text"
            label={words.text}
            hint={words.textHint}
            rows={6}
            maxLength={MAX_TEXT_LENGTH}
          />
          <p className="hint">{words.final}</p>
          <Submit label={words.send} />
        </Form>
      </BoycottFormPage>
    );
  },
});
