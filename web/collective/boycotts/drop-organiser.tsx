import type { ReactNode } from 'react';
import type { BoycottResponse } from '#shared/collective/boycott-data.ts';
import { Form, Hidden, Submit } from '#web/ui/form.tsx';
import { boycottPath } from './api-paths.ts';

/** How the names of these forms begin: a page can have several. */
export const DROP_FORM = 'drop-organiser';

/** Ends that a key is asked for: by the proposer, or by who is asked. To send it twice does no more. */
export function DropForm(props: {
  boycott: BoycottResponse;
  name: string;
  pseudonym: string;
  label: string;
}): ReactNode {
  return (
    <Form
      name={`${DROP_FORM}-${props.name}`}
      action={boycottPath(props.boycott.id, 'drop-organiser')}
    >
      <Hidden name="pseudonym" value={props.pseudonym} />
      <Submit quiet label={props.label} />
    </Form>
  );
}
