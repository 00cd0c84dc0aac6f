import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { Form, Hidden, Submit } from '#web/ui/form.tsx';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';

/** Name prefix of the forms that remove an organiser, of which a page can have several. */
export const DROP_ORGANISER_FORM = 'drop-organiser';

/** The form that removes an organiser, by the proposer or herself. Idempotent. */
export function DropOrganiserForm(props: {
  boycott: BoycottResponse;
  name: string;
  pseudonym: string;
  label: string;
}) {
  return (
    <Form
      name={`${DROP_ORGANISER_FORM}-${props.name}`}
      action={boycottApiPath(props.boycott.id, 'drop-organiser')}
    >
      <Hidden name="pseudonym" value={props.pseudonym} />
      <Submit quiet label={props.label} />
    </Form>
  );
}
