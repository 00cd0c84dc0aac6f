import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { MAX_ORGANISER_MESSAGE_LENGTH } from '#shared/collective/organiser-messages.ts';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { usePage } from '#web/page-context.ts';
import { Checkbox, Form, Hidden, Submit, TextArea } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

type Props = { boycott: BoycottResponse };

/** For organisers: the form that writes to all who can pledge, or why there is none today. */
export function WriteOrganiserMessage({ boycott: { id, ownMessage } }: Props) {
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
