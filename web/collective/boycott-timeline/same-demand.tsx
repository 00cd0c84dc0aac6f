import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden, Submit, TextField } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';

type Props = { boycott: BoycottResponse };

/** One demand across platforms and clients: the boycotts that name each other, and the organisers' form. */
export function SameDemand({ boycott }: Props) {
  const { id, sameDemand, ownLinks, state, withdrawn, hiding } = boycott;
  const { t, href, form } = usePage();
  const words = t.boycotts.sameDemand;
  const takesLinks = state !== 'failed' && !withdrawn && hiding === null;
  // One that takes no links keeps only what can still be ended.
  const own = takesLinks || ownLinks === null || ownLinks.length > 0 ? ownLinks : null;
  if (sameDemand.length === 0 && own === null) return null;
  return (
    <Section
      id="same-demand"
      title={words.title}
      say={sameDemand.length === 0 ? words.none : words.say}
    >
      <ul className="rows">
        {sameDemand.map((other) => (
          <li key={other.id}>
            <a href={href('boycott', { id: other.id })}>{other.title}</a>{' '}
            <small>
              {[other.platform.name, other.client?.name, t.boycotts.states[other.state]]
                .filter((one) => one !== undefined)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      {own === null ? null : (
        <details
          open={form?.form === 'boycott-link' || form?.form?.startsWith('end-link') === true}
        >
          <summary>{takesLinks ? words.link : words.end}</summary>
          {takesLinks ? <p>{words.linkSay}</p> : null}
          {own.map((other, index) => (
            <Form
              key={other.id}
              name={`end-link-${index}`}
              action={boycottApiPath(id, 'links/end')}
              className="inline-form"
            >
              <Hidden name="other" value={other.id} />
              <p>
                {other.title} <small>{other.mutual ? words.mutual : words.waits}</small>
              </p>
              <Submit quiet label={words.end} />
            </Form>
          ))}
          {takesLinks ? (
            <Form name="boycott-link" action={boycottApiPath(id, 'links')} once>
              <TextField
                name="address"
                label={words.address}
                hint={words.addressHint}
                maxLength={300}
              />
              <Submit label={words.send} />
            </Form>
          ) : null}
        </details>
      )}
    </Section>
  );
}
