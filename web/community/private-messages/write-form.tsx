import {
  MAX_MESSAGE_LENGTH,
  type ConversationResponse,
} from '#shared/community/private-messages.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden, Submit, TextArea } from '#web/ui/form.tsx';
import { MessageBox } from '#web/ui/message-box.tsx';

/** The day's remaining messages are shown from this number on. */
const FEW_MESSAGES = 10;

/**
 * The form to write to another member, or why not. A refused form is always shown with its text.
 */
export function WriteMessageForm(props: { conversation: ConversationResponse }) {
  const { t, format, href, form } = usePage();
  const words = t.messages.conversation;
  const { with: to, writing, begins, isNew, left } = props.conversation;
  const refused = form?.form === 'message';
  return (
    <>
      {writing === 'open' || writing === 'suspended' ? null : (
        <MessageBox tone="plain">
          <p>{words.states[writing]}</p>
          {writing === 'own-off' ? (
            <p className="links">
              <a href={href('settings')}>{words.settings}</a>
            </p>
          ) : null}
        </MessageBox>
      )}
      {writing === 'open' || refused ? (
        <Form name="message" action="/api/private-messages" once>
          <Hidden name="to" value={to} />
          <TextArea
            name="text"
            label={words.text}
            hint={words.textHint({ max: format.number(MAX_MESSAGE_LENGTH) })}
            rows={5}
            maxLength={MAX_MESSAGE_LENGTH}
          />
          {isNew ? <p className="hint">{words.isNew}</p> : null}
          {begins ? <p className="hint">{words.begins({ left: left.conversations })}</p> : null}
          {left.messages <= FEW_MESSAGES ? (
            <p className="hint">{words.left({ left: left.messages })}</p>
          ) : null}
          <Submit label={words.send} />
        </Form>
      ) : null}
    </>
  );
}
