import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';
import { boycottApiPath } from './api-paths.ts';
import { AddEvidenceLinks } from './add-evidence-links.tsx';
import { isProposerOfBoycott } from './boycott-text.ts';

/**
 * The form that seconds a call anonymously, or withdraws that; tells a viewer who may not what she
 * needs.
 */
export function SecondBoycottForm(props: { boycott: BoycottResponse }) {
  const { t, href, form, viewer } = usePage();
  const words = t.boycotts.one.second;
  const { id, can, state, hiding, platform } = props.boycott;
  // A refused form is always shown, with the reason.
  const name = can.unsecond ? 'unsecond' : 'second';
  if (!can.second && !can.unsecond && form?.form !== 'second' && form?.form !== 'unsecond') {
    if (state !== 'proposed' || hiding !== null || isProposerOfBoycott(props.boycott, viewer))
      return null;
    return (
      <Section id="second" title={words.title} say={words.say}>
        <p>{viewer === null ? words.signIn : words.lacks}</p>
        {viewer === null ? (
          <p>
            <a className="button" href={href('signIn', {}, { next: href('boycott', { id }) })}>
              {t.boycotts.pledge.whyLinks.signIn}
            </a>
          </p>
        ) : (
          <AddEvidenceLinks platform={platform.slug} />
        )}
      </Section>
    );
  }
  return (
    <Section id="second" title={words.title} say={can.unsecond ? words.mine : words.say}>
      <Form name={name} action={boycottApiPath(id, name)} once>
        <Submit quiet={can.unsecond} label={can.unsecond ? words.undo : words.send} />
      </Form>
    </Section>
  );
}
