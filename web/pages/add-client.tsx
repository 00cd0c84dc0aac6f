import { MAX_CLIENT_NAME_LENGTH, MAX_EXTERNAL_ID_LENGTH } from '#shared/directory/clients.ts';
import { MAX_SHORT_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import { ClientTakenNotice } from '#web/directory/clients/client-taken-notice.tsx';
import { definePage } from '#web/page.ts';
import { Checkbox, Form, Submit, TextField } from '#web/ui/form.tsx';

/** The form that adds a missing client: only a name is needed. */
export const addClient = definePage({
  layout: 'content-beside',
  membersOnly: true,
  load: async () => null,
  title: (_, { t }) => t.clients.add.title,
  body: (_, { t, query }) => {
    const words = t.clients.add;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <ClientTakenNotice />
        <Form
          name="add-client"
          action="/api/clients"
          once
          initial={{
            name: query['name'] ?? '',
            platform: query['plateforme'] ?? '',
            externalId: query['id'] ?? '',
          }}
        >
          <TextField
            name="name"
            label={words.name}
            hint={words.nameHint}
            maxLength={MAX_CLIENT_NAME_LENGTH}
          />
          <TextField
            optional
            name="platform"
            label={words.platform}
            maxLength={MAX_SHORT_TEXT_LENGTH}
          />
          <TextField
            optional
            name="externalId"
            label={words.externalId}
            hint={words.externalIdHint}
            maxLength={MAX_EXTERNAL_ID_LENGTH}
          />
          <Checkbox name="notAPerson" label={t.clients.notAPerson} />
          <Submit label={words.send} />
        </Form>
      </>
    );
  },
});
