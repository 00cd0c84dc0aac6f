import { boycottProspects } from '#shared/collective/boycottable-platforms.ts';
import { MAX_CALL_TEXT_CHANGES } from '#shared/collective/boycotts.ts';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { BoycottFormPage } from '#web/collective/boycotts/boycott-form-page.tsx';
import { BoycottTextFields } from '#web/collective/boycotts/boycott-text-fields.tsx';
import { cardAddress } from '#web/community/forum/card-address.ts';
import { definePage } from '#web/page.ts';
import { Form, Submit } from '#web/ui/form.tsx';

/** The form that edits the text of a call during its debate. */
export const changeBoycott = definePage({
  layout: 'middle',
  membersOnly: true,
  load: async (api, request) => {
    const loaded = await loadBoycott(api, request);
    const { platform, pace } = loaded.boycott;
    const path = `/api/me/boycott-places/${platform.slug}`;
    const { maxThreshold } = await api.get(path, boycottProspects);
    return { ...loaded, maxThresholds: [{ name: platform.name, most: maxThreshold[pace] }] };
  },
  title: (_, { t }) => t.boycotts.forms.change,
  body: ({ boycott, maxThresholds }, { t, language, origin }) => {
    const words = t.boycotts.forms;
    const { id, title, grievance, demands, partaking, endsWhen, threshold, versions } = boycott;
    return (
      <BoycottFormPage
        boycott={boycott}
        title={words.change}
        say={words.changeSay({ left: Math.max(0, MAX_CALL_TEXT_CHANGES - versions.length) })}
        may={boycott.can.change}
        form="boycott-change"
      >
        <Form
          name="boycott-change"
          action={boycottApiPath(id)}
          once
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
          <BoycottTextFields maxThresholds={maxThresholds} />
          <Submit label={words.save} />
        </Form>
      </BoycottFormPage>
    );
  },
});
