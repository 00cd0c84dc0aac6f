import {
  MAX_FLAG_SENTENCE_LENGTH,
  type PrivateMessage,
} from '#shared/community/private-messages.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit, TextArea } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { UserText } from '#web/ui/user-text.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';

/** One private message: text, time, and days until it is deleted. */
export function PrivateMessageItem(props: { message: PrivateMessage; from: string }) {
  const { t } = usePage();
  const words = t.messages.conversation;
  const { message, from } = props;
  const { id, mine, text, sentAt, flag, can } = message;
  return (
    <li className={mine ? 'message mine' : 'message'}>
      <p className="who">
        <b>{mine ? words.you : from}</b> <LocalTime moment={sentAt} /> ·{' '}
        {words.daysLeft({ count: message.daysLeft })}
      </p>
      {text === null ? <p className="soft">{words.unreadable}</p> : <UserText text={text} />}
      {flag === null ? null : <p className="soft">{t.messages.flag.states[flag]}</p>}
      {can.withdraw ? (
        <Form
          name={`withdraw-${id}`}
          action={`/api/private-messages/${id}/withdraw`}
          className="message-act"
        >
          <Submit quiet label={words.withdraw} />
        </Form>
      ) : null}
      {can.flag ? <FlagForm id={id} /> : null}
    </li>
  );
}

/** The form to flag a message, with a notice on who reads what, and for how long. */
function FlagForm({ id }: { id: string }) {
  const { t, form } = usePage();
  const words = t.messages.flag;
  const name = `flag-${id}`;
  return (
    <details className="message-act" open={form?.form === name}>
      <summary>{words.title}</summary>
      <Form name={name} action={`/api/private-messages/${id}/flag`} once>
        <Lines of={words.say} />
        <TextArea
          name="sentence"
          label={words.sentence}
          hint={words.sentenceHint}
          rows={2}
          maxLength={MAX_FLAG_SENTENCE_LENGTH}
        />
        <Submit label={words.submit} />
      </Form>
    </details>
  );
}
