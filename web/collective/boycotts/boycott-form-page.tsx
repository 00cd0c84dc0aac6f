import type { ReactNode } from 'react';
import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';
import { LinkRow } from '#web/ui/link-row.tsx';
import { BoycottSubtitle } from './boycott-subtitle.tsx';

/** The frame of a form about one boycott: its link, the form if allowed, and the way back. */
export function BoycottFormPage(props: {
  boycott: BoycottResponse;
  title: string;
  say?: string;
  /**
   * Whether the viewer may send the form; otherwise a sentence replaces it. A refused form is
   * always shown.
   */
  may: boolean;
  form: string;
  /** The form asks yes or no, and its no leads back. */
  asks?: boolean;
  /** What replaces the form, instead of the usual sentence. */
  instead?: ReactNode;
  children: ReactNode;
}) {
  const { t, form } = usePage();
  const { boycott } = props;
  const may = props.may || form?.form === props.form;
  return (
    <>
      <h1>{props.title}</h1>
      <BoycottSubtitle boycott={boycott} />
      {may ? (
        <>
          {props.say === undefined ? null : <p>{props.say}</p>}
          {props.children}
        </>
      ) : (
        (props.instead ?? <p className="lead">{t.boycotts.forms.notYours}</p>)
      )}
      {may && props.asks === true ? null : (
        <ul className="rows">
          <LinkRow page="boycott" parameters={{ id: boycott.id }} label={t.boycotts.one.back} />
        </ul>
      )}
    </>
  );
}
