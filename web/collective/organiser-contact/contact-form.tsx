import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { MAX_CONTACT_LENGTH } from '#shared/collective/organiser-contact.ts';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit, TextField } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { ContactAddress } from './contact-address.tsx';

/** For organisers: the address that everybody reads, the form that gives or replaces one, and its removal. */
export function ContactForm({ boycott }: { boycott: BoycottResponse }) {
  const { t, form } = usePage();
  const words = t.boycotts.contact;
  const { id, contact, ownContact } = boycott;
  if (ownContact === null && contact === null) return null;
  const waits = ownContact?.waits === true;
  return (
    <Section id="contact" title={words.own} say={words.ownSay}>
      {contact?.address === null || contact?.address === undefined ? null : (
        <p>
          {words.shown} <ContactAddress address={contact.address} />
        </p>
      )}
      {waits ? <p className="aside">{words.waits}</p> : null}
      {contact === null && !waits ? null : (
        <Form name="remove-contact" action={boycottApiPath(id, 'contact/remove')}>
          <Submit quiet label={waits && contact === null ? words.takeBack : words.remove} />
        </Form>
      )}
      {ownContact === null || waits ? null : (
        <details open={form?.form === 'contact'}>
          <summary>{contact === null ? words.give : words.replace}</summary>
          <Lines className="prose" of={words.warn} />
          <Form name="contact" action={boycottApiPath(id, 'contact')} once>
            <TextField
              name="address"
              label={words.address}
              hint={words.addressHint}
              maxLength={MAX_CONTACT_LENGTH}
            />
            <Submit label={words.send} />
          </Form>
        </details>
      )}
    </Section>
  );
}
