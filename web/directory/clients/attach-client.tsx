import { MAX_CLIENT_NAME_LENGTH, MAX_EXTERNAL_ID_LENGTH } from '#shared/directory/clients.ts';
import { usePage } from '#web/page-context.ts';
import { Checkbox, Form, Hidden, Submit, TextField } from '#web/ui/form.tsx';

/** On a task's page: attaches the client, or detaches a wrong one. */
export function AttachClient(props: { taskId: string; hasClient: boolean }) {
  const { t, href, viewer, form, path } = usePage();
  const words = t.clients.attach;
  const action = `/api/tasks/${props.taskId}/client`;
  if (viewer === null) {
    return (
      <p>
        {words.say} <a href={href('signIn', {}, { next: path })}>{t.common.signIn}</a>
      </p>
    );
  }
  return (
    <details className="attach" open={form?.form === 'attach-client'}>
      <summary>{words.title}</summary>
      <p className="hint">{words.say}</p>
      <Form name="attach-client" action={action}>
        <TextField
          optional
          name="client"
          label={words.client}
          hint={t.clients.page.guessHint}
          maxLength={MAX_CLIENT_NAME_LENGTH}
        />
        <TextField
          optional
          name="externalId"
          label={words.externalId}
          maxLength={MAX_EXTERNAL_ID_LENGTH}
        />
        <Checkbox name="notAPerson" label={t.clients.notAPerson} />
        <p className="note">{t.clients.public}</p>
        <Submit label={words.send} />
      </Form>
      {props.hasClient ? (
        <Form name="detach-client" action={action} className="act">
          <Hidden name="detach" value="on" />
          <Submit quiet label={words.detach} />
        </Form>
      ) : null}
    </details>
  );
}
