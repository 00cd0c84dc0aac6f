import type { ReactNode } from 'react';
import {
  MAX_CLIENT_NAME_LENGTH,
  MAX_EXTERNAL_ID_LENGTH,
  MAX_CHANGE_REASON_LENGTH,
  type ClientResponse,
} from '#shared/directory/clients.ts';
import { MAX_SHORT_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import { foldName } from '#shared/core/text.ts';
import { usePage } from '#web/page-context.ts';
import { Checkbox, Choice, Form, Submit, TextField } from '#web/ui/form.tsx';
import { TruncatedListNote } from './truncated-list-note.tsx';

type Task = {
  readonly id: string;
  readonly title: string;
  readonly platform: { readonly name: string };
};
type Props = {
  client: ClientResponse;
  tasks: readonly Task[];
};

/** All change forms of a client, collapsed; `?forme=` opens one. */
export function ClientChangeForms(props: Props) {
  const { t } = usePage();
  const words = t.clients.change;
  const address = `/api/clients/${props.client.slug}`;
  return (
    <div className="folds client-changes">
      <Change name="name" title={words.addName} say={words.addNameSay}>
        <Form name="client-name" action={`${address}/names`} once>
          <Name label={words.name} />
          <Because />
          <Checkbox name="notAPerson" label={t.clients.notAPerson} />
          <Submit label={words.addName} />
        </Form>
      </Change>
      <Change name="identity" title={words.addIdentity} say={words.addIdentitySay}>
        <Form name="client-identity" action={`${address}/identities`} once>
          <TextField name="platform" label={words.platform} maxLength={MAX_SHORT_TEXT_LENGTH} />
          <TextField
            name="externalId"
            label={words.externalId}
            maxLength={MAX_EXTERNAL_ID_LENGTH}
          />
          <Because />
          <Submit label={words.addIdentity} />
        </Form>
      </Change>
      <Change name="rename" title={words.rename} say={words.renameSay}>
        <Form name="client-rename" action={`${address}/name`} once>
          <Name label={words.newName} />
          <Because />
          <Checkbox name="notAPerson" label={t.clients.notAPerson} />
          <Submit label={words.rename} />
        </Form>
      </Change>
      <Change name="join" title={words.join} say={words.joinSay}>
        <Form name="client-join" action={`${address}/join`} once>
          <TextField
            name="other"
            label={words.other}
            hint={words.otherHint}
            maxLength={MAX_SHORT_TEXT_LENGTH}
          />
          <Because />
          <Submit label={words.sendJoin} />
        </Form>
      </Change>
      <Split {...props} />
    </div>
  );
}

function Split({ client, tasks }: Props) {
  const { t } = usePage();
  const words = t.clients.change;
  const names = client.names.filter(({ text }) => foldName(text) !== foldName(client.name));
  return (
    <Change name="split" title={words.split} say={words.splitSay}>
      <Form name="client-split" action={`/api/clients/${client.slug}/split`} once>
        <Parts
          name="names"
          label={words.splitNames}
          options={names.map(({ id, text }) => ({ value: id, label: text }))}
        />
        <TruncatedListNote of={client.names} />
        <Parts
          name="identities"
          label={words.splitIdentities}
          options={client.identities.map(({ id, externalId, platform }) => ({
            value: id,
            label: t.clients.page.identity({ id: externalId, platform: platform.name }),
          }))}
        />
        <TruncatedListNote of={client.identities} />
        <Parts
          name="tasks"
          label={words.splitTasks}
          options={tasks.map(({ id, title, platform }) => ({
            value: id,
            label: `${title} (${platform.name})`,
          }))}
        />
        <Name label={words.splitName} />
        <Because />
        <Checkbox name="notAPerson" label={t.clients.notAPerson} />
        <Submit label={words.sendSplit} />
      </Form>
    </Change>
  );
}

function Parts(props: {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
}) {
  return props.options.length === 0 ? null : <Choice many {...props} />;
}

function Change(props: { name: string; title: string; say: string; children: ReactNode }) {
  const { form, query } = usePage();
  const open = form?.form === `client-${props.name}` || query['forme'] === props.name;
  return (
    <details open={open} className="fold" id={props.name}>
      <summary>{props.title}</summary>
      <p className="hint">{props.say}</p>
      {props.children}
    </details>
  );
}

function Name({ label }: { label: string }) {
  const { t } = usePage();
  return (
    <TextField
      name="name"
      label={label}
      hint={t.clients.add.nameHint}
      maxLength={MAX_CLIENT_NAME_LENGTH}
    />
  );
}

function Because() {
  const { t } = usePage();
  return (
    <TextField
      name="reason"
      label={t.clients.reason}
      hint={t.clients.reasonHint}
      maxLength={MAX_CHANGE_REASON_LENGTH}
    />
  );
}
