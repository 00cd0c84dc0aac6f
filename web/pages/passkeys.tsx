import {
  MAX_PASSKEYS,
  MAX_PASSKEY_NAME_LENGTH,
  passkeysResponse,
  type OwnPasskey,
  type PasskeysResponse,
} from '#shared/identity/passkeys.ts';
import { CurrentPasswordField } from '#web/identity/accounts/password-fields.tsx';
import { UserNameField } from '#web/identity/accounts/user-name-field.tsx';
import { PasskeyAnswer } from '#web/identity/passkeys/passkey-answer.tsx';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Form, Hidden, Submit, TextField } from '#web/ui/form.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { LinkRow } from '#web/ui/link-row.tsx';
import { Section } from '#web/ui/section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

type Listing = PasskeysResponse & { kind: 'listing' };
/** The answer to the page's form: the device makes the passkey now. */
type Making = { kind: 'making'; options: unknown; name: string };

/** The member's passkeys, and a form that makes one. */
export const passkeys = definePage<Listing | Making>({
  layout: 'middle',
  load: async (api) => ({
    kind: 'listing',
    ...(await api.get('/api/me/passkeys', passkeysResponse)),
  }),
  membersOnly: true,
  title: (_, { t }) => t.accounts.passkeys.title,
  body: (data) => (data.kind === 'listing' ? <List {...data} /> : <Make {...data} />),
});

function List({ offered, passkeys: own }: Listing) {
  const { t } = usePage();
  const words = t.accounts.passkeys;
  return (
    <>
      <h1>{words.title}</h1>
      <Done messages={words.done} />
      <p className="lead">{words.say}</p>
      <Lines of={words.beside} />
      {own.length === 0 ? null : (
        <ul className="rows">
          {own.map((passkey) => (
            <Row key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      )}
      {offered ? own.length < MAX_PASSKEYS ? <Offer /> : null : <NotHere />}
    </>
  );
}

/** On a site without an address of its own: why, and what keeps the account meanwhile. */
function NotHere() {
  const words = usePage().t.accounts.passkeys;
  return (
    <Section title={words.notHere} say={words.notHereWhy}>
      <ul className="rows">
        <LinkRow page="recoveryPhrase" label={words.phrase}>
          <small>{words.phraseSay}</small>
        </LinkRow>
        <LinkRow page="settings" label={words.password}>
          <small>{words.passwordSay}</small>
        </LinkRow>
      </ul>
    </Section>
  );
}

function Row({ passkey }: { passkey: OwnPasskey }) {
  const { t, format } = usePage();
  const words = t.accounts.passkeys;
  const { id, name, madeIn, usedIn } = passkey;
  return (
    <li>
      <div className="row-line">
        <span className="row-words">
          <b>{name ?? words.unnamed}</b>
          {madeIn === '' ? null : (
            <small>
              {words.madeIn({ month: format.month(madeIn) })}{' '}
              {usedIn === null ? null : words.usedIn({ month: format.month(usedIn) })}
            </small>
          )}
        </span>
        <Form
          name={`remove-${id}`}
          action={`/api/me/passkeys/${id}/remove`}
          className="inline-form"
        >
          <button
            type="submit"
            className="quiet"
            aria-label={words.remove({ name: name ?? words.unnamed })}
          >
            {words.removeShort}
          </button>
        </Form>
      </div>
    </li>
  );
}

/** The form to make one, which a script shows where the browser can. */
function Offer() {
  const { t } = usePage();
  const words = t.accounts.passkeys;
  return (
    <div data-enhance="passkey-make" data-cannot={words.cannot}>
      <p role="status" data-part="say">
        {words.needsScript}
      </p>
      <div data-part="form" hidden>
        <h2>{words.makeTitle}</h2>
        <Form name="passkey" action="/api/me/passkeys/options">
          <PasskeyAnswer />
          <UserNameField />
          <TextField
            name="name"
            label={words.name}
            hint={words.nameHint}
            optional
            maxLength={MAX_PASSKEY_NAME_LENGTH}
          />
          <CurrentPasswordField label={t.accounts.password} />
          <Submit label={words.make} />
        </Form>
      </div>
    </div>
  );
}

function Make({ options, name }: Making) {
  const { t, href } = usePage();
  const words = t.accounts.passkeys;
  return (
    <>
      <h1>{words.makeTitle}</h1>
      <p className="lead">{words.onDevice}</p>
      <div
        data-enhance="passkey-make"
        data-cannot={words.cannot}
        data-cancelled={words.cancelled}
        data-options={JSON.stringify(options)}
        data-turbo-temporary=""
      >
        <Form name="passkey" action="/api/me/passkeys">
          <Hidden name="name" value={name} />
          <PasskeyAnswer />
          <p role="status" data-part="say" />
          <button type="button" className="button" data-part="begin">
            {words.make}
          </button>
        </Form>
      </div>
      <p className="links">
        <a href={href('passkeys')}>{words.back}</a>
      </p>
    </>
  );
}
