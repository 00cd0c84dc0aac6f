import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden, Submit } from '#web/ui/form.tsx';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';

/** Name prefix of the forms that remove an organiser, of which a page can have several. */
export const DROP_ORGANISER_FORM = 'drop-organiser';

/**
 * The form that removes an organiser, by the proposer or herself. With `asks` it stands behind its label,
 * under that sentence. Idempotent.
 */
export function DropOrganiserForm(props: {
  boycott: BoycottResponse;
  name: string;
  pseudonym: string;
  label: string;
  asks?: string;
}) {
  const { form } = usePage();
  const name = `${DROP_ORGANISER_FORM}-${props.name}`;
  const dropping = (
    <Form name={name} action={boycottApiPath(props.boycott.id, 'drop-organiser')}>
      <Hidden name="pseudonym" value={props.pseudonym} />
      <Submit quiet label={props.label} />
    </Form>
  );
  if (props.asks === undefined) return dropping;
  return (
    <details open={form?.form === name}>
      <summary>{props.label}</summary>
      <p>{props.asks}</p>
      {dropping}
    </details>
  );
}
