import type { ContactSettingsResponse } from '#shared/identity/members.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden, Submit } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

/** Names of the section's forms: it opens when one of them was refused. */
export const ALLOW_OR_BLOCK_FORMS = ['allow-messages', 'contactable', 'end-ignore'] as const;

/**
 * Settings of a member: who may write to her, whether press may contact her, and whom she ignores.
 */
export function AllowOrBlockForms({ reach }: { reach: ContactSettingsResponse }) {
  const { t, href, viewer } = usePage();
  const words = t.messages.settings;
  return (
    <div className="reach">
      <h3>{words.messages}</h3>
      <Lines of={words.messagesSay} />
      <Toggle
        form="allow-messages"
        action="/api/me/messages-allowed"
        field="allows"
        on={reach.allowsMessages}
        state={reach.allowsMessages ? words.messagesOn : words.messagesOff}
        label={reach.allowsMessages ? words.forbid : words.allow}
      />
      <h3>{words.contact}</h3>
      <Lines of={words.contactSay} />
      <Toggle
        form="contactable"
        action="/api/me/contactable"
        field="contactable"
        on={reach.contactable}
        state={reach.contactable ? words.contactOn : words.contactOff}
        label={reach.contactable ? words.contactForbid : words.contactAllow}
      />
      <h3>{words.ignored}</h3>
      <p>{reach.ignored.length === 0 ? words.ignoredNone : words.ignoredSay}</p>
      {reach.ignored.map(({ pseudonym }) => (
        <Form key={pseudonym} name="end-ignore" action="/api/ignores/end" className="message-act">
          <Hidden name="member" value={pseudonym} />
          <Submit quiet label={words.ignoredEnd({ pseudonym })} />
        </Form>
      ))}
      <p className="links">
        <a href={href('messages')}>{words.open}</a>
        <a href={href('member', { pseudonym: viewer?.pseudonym ?? '' })}>{words.page}</a>
      </p>
    </div>
  );
}

/** A setting with two values: the current one, and a button to change it. */
function Toggle(props: {
  form: string;
  action: string;
  field: string;
  on: boolean;
  state: string;
  label: string;
}) {
  return (
    <Form name={props.form} action={props.action}>
      <p>
        <strong>{props.state}</strong>
      </p>
      {props.on ? null : <Hidden name={props.field} value="on" />}
      <Submit quiet={props.on} label={props.label} />
    </Form>
  );
}
