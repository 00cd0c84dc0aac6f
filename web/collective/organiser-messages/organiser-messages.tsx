import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import type { OrganiserMessage } from '#shared/collective/organiser-messages.ts';
import { OrganiserWords } from '#web/collective/boycott-translations/organiser-text.tsx';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { ContentControls } from '#web/governance/flags/content-controls.tsx';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';

type Props = { boycott: BoycottResponse };

/** What organisers wrote to all who can pledge. Everybody reads the same. */
export function OrganiserMessages({ boycott }: Props) {
  const { t } = usePage();
  const words = t.boycotts.messages;
  const { messages } = boycott;
  if (messages.length === 0) return null;
  return (
    <Section id="messages" title={words.title} say={words.say}>
      <ul className="rows">
        {messages.map((message) => (
          <li key={message.id} id={`message-${message.id}`}>
            <HiddenContent hiding={message.hiding} mine={message.mine}>
              <Message boycott={boycott} message={message} />
            </HiddenContent>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Message({
  boycott,
  message: { id, text, by, on, checkedBy, offer, mine },
}: Props & {
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
      <OrganiserWords boycott={boycott} of={{ part: 'message', message: id }} text={text} />
      <p className="soft">
        {words.by({ name: by ?? words.gone, day: format.day(on) })}{' '}
        {words.checked({ first, second })}
      </p>
      <ContentControls subject={`organiser-message/${id}`} mine={mine} />
    </>
  );
}
