import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden, Submit, TextField } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';

/** For organisers: says that another boycott asks for the same, or says so no longer. */
export function LinkBoycottForm({ boycott }: { boycott: BoycottResponse }) {
  const { id, sameDemand, ownLinks, state, withdrawn, hiding } = boycott;
  const { t, form } = usePage();
  const words = t.boycotts.sameDemand;
  const takesLinks = state !== 'failed' && !withdrawn && hiding === null;
  // One that takes no links keeps only what can still be ended.
  const own = takesLinks || ownLinks === null || ownLinks.length > 0 ? ownLinks : null;
  if (own === null) return null;
  return (
    <Section title={words.title} say={sameDemand.length === 0 ? words.none : words.say}>
      <details open={form?.form === 'boycott-link' || form?.form?.startsWith('end-link') === true}>
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
    </Section>
  );
}
