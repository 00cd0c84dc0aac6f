import { mailCode } from '#shared/community/mail.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Form, Hidden, Submit } from '#web/ui/form.tsx';
import { LinkRow } from '#web/ui/link-row.tsx';
import { Done } from '#web/ui/message-box.tsx';

/**
 * Target of links in mails: confirms the address, or unsubscribes with `?fin=1`. Needs a click on a
 * button, since mail programs open links by themselves.
 */
export const confirmOrUnsubscribe = definePage({
  layout: 'middle',
  load: async () => null,
  title: (_, { t }) => t.reach.mail.page,
  head: () => ({ noIndex: true }),
  body: (_, { t }) => {
    const words = t.reach.mail;
    return (
      <>
        <h1>{words.page}</h1>
        <Done messages={words.done} />
        <Asked />
      </>
    );
  },
});

function Asked() {
  const { t, query } = usePage();
  const words = t.reach.mail;
  const code = mailCode.safeParse(query['code']);
  if (query['done'] !== undefined) return null;
  if (!code.success) {
    return (
      <>
        <p className="lead">{words.say}</p>
        <p>{words.noCode}</p>
        <ul className="rows">
          <LinkRow page="following" anchor="mail" label={words.choose}>
            <small>{words.chooseSay}</small>
          </LinkRow>
          <LinkRow page="inbox" label={words.read} />
        </ul>
      </>
    );
  }
  const ends = query['fin'] !== undefined;
  return (
    <Form name="mail-code" action={ends ? '/api/mail/end' : '/api/mail/confirm'}>
      <p>{ends ? words.endSay : words.confirmSay}</p>
      <Hidden name="code" value={code.data} />
      <Submit label={ends ? words.endButton : words.confirm} />
    </Form>
  );
}
