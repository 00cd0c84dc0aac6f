import { MAIL_FREQUENCIES, type MailResponse } from '#shared/community/mail.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Submit, TextField } from '#web/ui/form.tsx';
import { MAX_EMAIL_LENGTH } from '#shared/core/form-fields.ts';

/** The mail digest: its address, and forms to start and end it. */
export function MailSection({ mail: { offered, address } }: { mail: MailResponse }) {
  const words = usePage().t.reach.mail;
  if (!offered && address === null) return <p>{words.notOffered}</p>;
  return (
    <>
      {address === null ? null : (
        <>
          <p>
            {address.confirmed
              ? words.goesTo({
                  email: address.email,
                  frequency: words.frequencies[address.frequency],
                })
              : words.waits({ email: address.email })}
          </p>
          <Form name="mail-end" action="/api/me/mail/end" className="inline-form">
            <button type="submit" className="quiet">
              {words.stop}
            </button>
          </Form>
        </>
      )}
      {offered ? <MailForm address={address} /> : null}
    </>
  );
}

function MailForm({ address }: { address: MailResponse['address'] }) {
  const words = usePage().t.reach.mail;
  return (
    <Form
      name="mail"
      action="/api/me/mail"
      initial={{ email: address?.email ?? '', frequency: address?.frequency ?? 'weekly' }}
    >
      <p className="soft">{words.warn}</p>
      <TextField
        name="email"
        type="email"
        label={words.address}
        hint={words.addressHint}
        autoComplete="email"
        maxLength={MAX_EMAIL_LENGTH}
      />
      <Choice
        name="frequency"
        label={words.frequency}
        inline
        options={MAIL_FREQUENCIES.map((value) => ({ value, label: words.frequencies[value] }))}
      />
      <Submit label={words.submit} />
    </Form>
  );
}
