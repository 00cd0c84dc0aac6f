import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { MAX_ORGANISERS } from '#shared/collective/pledge-messages.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden, Submit, TextField } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { DROP_ORGANISER_FORM, DropOrganiserForm } from './drop-organiser-form.tsx';
import { OrganiserKeyWidget } from './organiser-key-widget.tsx';

type Props = { boycott: BoycottResponse };
type Organiser = BoycottResponse['organisers'][number];

/**
 * Organisers whose keys sign beside the site's; the proposer's form to invite them, and an
 * organiser's own key.
 */
export function OrganiserList({ boycott }: Props) {
  const { t, form } = usePage();
  const words = t.boycotts.organisers;
  const { organisers, can, ownKey } = boycott;
  // A refused form is always shown, with the reason.
  const refused =
    form?.form === 'organiser' ||
    form?.form === 'organiser-self' ||
    form?.form?.startsWith(DROP_ORGANISER_FORM) === true;
  if (organisers.length === 0 && !can.nameOrganiser && ownKey === null && !refused) return null;
  const names = (can.nameOrganiser && organisers.length < MAX_ORGANISERS) || refused;
  return (
    <Section
      id="organisers"
      title={words.title}
      say={organisers.some(({ hasKey }) => hasKey) ? words.say : words.sayNone}
    >
      <ul className="prose">
        {organisers.map((one) => (
          <li key={one.number}>
            <Named organiser={one} boycott={boycott} />
          </li>
        ))}
      </ul>
      <details className="why">
        <summary>{words.why}</summary>
        <Lines className="prose" of={words.whyPoints} />
      </details>
      {names ? <NameForm boycott={boycott} /> : null}
      {ownKey === null ? null : <OrganiserKeyWidget boycott={boycott} />}
    </Section>
  );
}

function Named(props: Pick<Props, 'boycott'> & { organiser: Organiser }) {
  const { t, format, href } = usePage();
  const words = t.boycotts.organisers;
  const { organiser, boycott } = props;
  const { pseudonym, refusedOn } = organiser;
  return (
    <>
      {pseudonym === null ? (
        words.goneAccount
      ) : (
        <a href={href('member', { pseudonym })}>
          <bdi>{pseudonym}</bdi>
        </a>
      )}{' '}
      <Stands organiser={organiser} state={boycott.state} />
      {refusedOn === null ? null : (
        <p className="alert">{words.refused({ day: format.day(refusedOn) })}</p>
      )}
      {boycott.can.nameOrganiser && pseudonym !== null ? (
        <DropOrganiserForm
          boycott={boycott}
          name={String(organiser.number)}
          pseudonym={pseudonym}
          label={organiser.hasKey ? words.dropKey : words.drop}
          asks={organiser.hasKey ? words.dropKeyAsks : words.dropAsks}
        />
      ) : null}
    </>
  );
}

/** The last step that the organiser took, and when. */
function Stands(props: { organiser: Organiser; state: BoycottResponse['state'] }) {
  const { t, format } = usePage();
  const words = t.boycotts.organisers;
  const { hasKey, signedOn } = props.organiser;
  if (!hasKey) return words.asked;
  if (signedOn !== null) return words.signed({ day: format.day(signedOn) });
  return props.state === 'pledging' ? words.notSigned : words.has;
}

function NameForm({ boycott }: Props) {
  const { t, viewer } = usePage();
  const words = t.boycotts.organisers.name;
  const action = boycottApiPath(boycott.id, 'organisers');
  const isMine = boycott.organisers.some(({ pseudonym }) => pseudonym === viewer?.pseudonym);
  return (
    <>
      {viewer === null || isMine ? null : (
        <Form name="organiser-self" action={action} once>
          <Hidden name="pseudonym" value={viewer.pseudonym} />
          <Submit quiet label={words.self} />
        </Form>
      )}
      <Form name="organiser" action={action} once>
        <TextField name="pseudonym" label={words.label} hint={words.hint} maxLength={200} />
        <Submit label={words.send} />
      </Form>
    </>
  );
}
