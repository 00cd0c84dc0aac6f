import {
  PLATFORM_ACTIVITIES,
  MAX_NAME_LENGTH,
  MAX_SOURCE_LENGTH,
} from '#shared/directory/platforms.ts';
import { definePage } from '#web/page.ts';
import { PlatformTakenNotice } from '#web/directory/platforms/correction-error-notice.tsx';
import { countryOptions } from '#web/directory/platforms/country-options.ts';
import { Form, Select, Submit, TextArea, TextField } from '#web/ui/form.tsx';

/** The form that adds a missing platform: four questions. */
export const addPlatform = definePage({
  layout: 'content-beside',
  membersOnly: true,
  load: async () => null,
  title: (_, { t }) => t.platforms.add.title,
  body: (_, { t, language, query }) => {
    const words = t.platforms.add;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <PlatformTakenNotice text={words.taken} />
        <Form
          name="add-platform"
          action="/api/platforms"
          once
          initial={{ name: query['name'] ?? '', activity: PLATFORM_ACTIVITIES[0] }}
        >
          <TextField
            name="name"
            label={words.name}
            hint={words.nameHint}
            maxLength={MAX_NAME_LENGTH}
          />
          <TextField
            name="website"
            label={words.website}
            hint={words.websiteHint}
            maxLength={200}
          />
          <Select
            name="activity"
            label={words.activity}
            options={PLATFORM_ACTIVITIES.map((activity) => ({
              value: activity,
              label: t.answer.activities[activity],
            }))}
          />
          <Select
            name="country"
            label={words.country}
            optional
            empty={words.unknownCountry}
            options={countryOptions(language)}
          />
          <TextArea
            name="source"
            label={words.source}
            hint={words.sourceHint}
            rows={3}
            maxLength={MAX_SOURCE_LENGTH}
          />
          <Submit label={words.send} />
        </Form>
      </>
    );
  },
});
