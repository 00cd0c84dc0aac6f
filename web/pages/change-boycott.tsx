import { MAX_CHANGES } from '#shared/collective/boycotts.ts';
import { boycottPath } from '#web/collective/boycotts/api-paths.ts';
import { loadBoycott, type BoycottForm } from '#web/collective/boycotts/load-boycott.ts';
import { OwnPage } from '#web/collective/boycotts/boycott-form-page.tsx';
import { TextFields } from '#web/collective/boycotts/boycott-text-fields.tsx';
import { cardAddress } from '#web/community/forum/card-address.ts';
import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';
import { Form, Submit } from '#web/ui/form.tsx';

/** Edits the text of a call during its debate. */
export const changeBoycott = definePage<BoycottForm>({
  membersOnly: true,
  load: loadBoycott,
  title: (_, { t }) => t.boycotts.forms.change,
  head: () => ({ noIndex: true }),
  Page: ({ data: { boycott, idempotencyKey } }) => {
    const { t, language, origin } = usePage();
    const words = t.boycotts.forms;
    const { id, title, grievance, demands, partaking, endsWhen, threshold, versions } = boycott;
    return (
      <OwnPage
        boycott={boycott}
        title={words.change}
        say={words.changeSay({ left: Math.max(0, MAX_CHANGES - versions.length) })}
        may={boycott.can.change}
        form="boycott-change"
      >
        <Form
          name="boycott-change"
          action={boycottPath(id)}
          idempotencyKey={`${idempotencyKey}-change`}
          initial={{
            title,
            grievance,
            demands,
            partaking,
            endsWhen,
            threshold: String(threshold),
            evidence: boycott.cards
              .map((card) => `${origin}${cardAddress(card, language)}`)
              .join('\n'),
          }}
        >
          <TextFields />
          <Submit label={words.save} />
        </Form>
      </OwnPage>
    );
  },
});
