import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import {
  MAX_ORGANISER_MESSAGE_LENGTH,
  type OrganiserMessage,
} from '#shared/collective/organiser-messages.ts';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { ContentControls } from '#web/governance/flags/content-controls.tsx';
import { usePage } from '#web/page-context.ts';
import { Checkbox, Form, Hidden, Submit, TextArea } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { UserText } from '#web/ui/user-text.tsx';

type Props = { boycott: BoycottResponse };

/** What organisers wrote to all who can pledge, and, for organisers, the form. Everybody reads the same. */
export function OrganiserMessages({ boycott }: Props) {
  const { t } = usePage();
  const words = t.boycotts.messages;
  const { messages, ownMessage } = boycott;
  if (messages.length === 0 && ownMessage === null) return null;
  return (
    <Section id="messages" title={words.title} say={words.say}>
      {messages.length === 0 ? null : (
        <ul className="rows">
          {messages.map((message) => (
            <li key={message.id} id={`message-${message.id}`}>
              <HiddenContent hiding={message.hiding} mine={message.mine}>
                <Message message={message} />
              </HiddenContent>
            </li>
          ))}
        </ul>
      )}
      <Write boycott={boycott} />
    </Section>
  );
}

function Message({
  message: { id, text, by, on, checkedBy, offer, mine },
}: {
  message: OrganiserMessage;
}) {
  const { t, format } = usePage();
  const words = t.boycotts.messages;
  const [first = '', second = ''] = checkedBy;
  if (text === null) return null;
  return (
    <>
      {offer ? (
        <p>
          <strong>{words.offer}</strong> {words.offerSay}
        </p>
      ) : null}
      <UserText className="prose" text={text} />
      <p className="soft">
        {words.by({ name: by ?? words.gone, day: format.day(on) })}{' '}
        {words.checked({ first, second })}
      </p>
      <ContentControls subject={`organiser-message/${id}`} mine={mine} />
    </>
  );
}

/** For organisers: the form, or why there is none today. */
function Write({ boycott: { id, ownMessage } }: Props) {
  const { t, format, form } = usePage();
  const words = t.boycotts.messages;
  if (ownMessage === null) return null;
  if (ownMessage.waits) return <p className="aside">{words.waits}</p>;
  const { from, offer } = ownMessage;
  const tooSoon =
    from === null ? null : <p className="aside">{words.from({ day: format.day(from) })}</p>;
  if (tooSoon !== null && !offer) return tooSoon;
  return (
    <>
      {tooSoon}
      <details open={form?.form === 'message'}>
        <summary>{tooSoon === null ? words.write : words.tellOffer}</summary>
        <Lines className="prose" of={words.writeSay} />
        <Form name="message" action={boycottApiPath(id, 'messages')} once>
          <TextArea
            name="text"
            label={words.text}
            hint={words.textHint}
            rows={6}
            maxLength={MAX_ORGANISER_MESSAGE_LENGTH}
          />
          {/* Within the month after a message only an offer can be told. */}
          {tooSoon === null ? null : <Hidden name="offer" value="on" />}
          {tooSoon === null && offer ? <Checkbox name="offer" label={words.isOffer} /> : null}
          <Submit label={words.send} />
        </Form>
      </details>
    </>
  );
}
