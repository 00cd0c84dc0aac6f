import { MAX_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { BoycottFormPage } from '#web/collective/boycotts/boycott-form-page.tsx';
import { definePage } from '#web/page.ts';
import { Form, Submit, TextArea } from '#web/ui/form.tsx';

/** The form in which the proposer writes a retrospective, some time after the end. */
export const boycottLookBack = definePage({
  layout: 'middle',
  membersOnly: true,
  load: loadBoycott,
  title: (_, { t }) => t.boycotts.forms.lookBack.title,
  body: ({ boycott }, { t }) => {
    const words = t.boycotts.forms.lookBack;
    return (
      <BoycottFormPage
        boycott={boycott}
        title={words.title}
        say={words.say}
        may={boycott.can.lookBack}
        form="boycott-look-back"
      >
        <Form name="boycott-look-back" action={boycottApiPath(boycott.id, 'look-back')} once>
          <TextArea
            name="text"
            label={words.text}
            hint={words.textHint}
            rows={8}
            maxLength={MAX_TEXT_LENGTH}
          />
          <Submit label={words.send} />
        </Form>
      </BoycottFormPage>
    );
  },
});
