import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { type PageName } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { FlagLink } from '#web/governance/flags/flag-link.tsx';
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

/** Links to the debate, to other boycotts, and to the proposer's actions. */
export function BoycottActionLinks({ boycott }: { boycott: BoycottResponse }) {
  const { t, href, viewer } = usePage();
  const words = t.boycotts.one;
  const shown = boycott.hiding === null && !boycott.withdrawn;
  const { id, can, thread, versions, platform, client } = boycott;
  const acts: readonly (readonly [boolean, PageName, string])[] = [
    [can.change, 'changeBoycott', words.change],
    [can.sayOutcome, 'boycottOutcome', words.sayOutcome],
    [can.lookBack, 'boycottLookBack', words.writeLookBack],
    [versions.length > 0, 'boycottVersions', words.versions({ count: versions.length })],
    [shown, 'shareBoycott', words.share],
    [can.callOff, 'callOffBoycott', words.callOff],
    // Shown also while pledgers are bound by the call: its page then tells why she cannot withdraw
    // it.
    [isProposerOfBoycott(boycott, viewer), 'withdrawBoycott', words.withdraw],
  ];
  return (
    <Section title={words.acts}>
      <ul className="boycott-acts">
        {thread === null ? null : (
          <li>
            <a href={href('thread', { id: thread })}>{words.thread}</a>
          </li>
        )}
        {acts.map(([may, page, label]) =>
          may ? (
            <li key={page}>
              <a href={href(page, { id })}>{label}</a>
            </li>
          ) : null,
        )}
        <li>
          <a href={href('boycotts')}>{t.boycotts.list.all}</a>
        </li>
      </ul>
      <p className="links">
        <a
          rel="nofollow"
          href={href(
            'reply',
            {},
            client === null ? { plateforme: platform.slug } : { client: client.slug },
          )}
        >
          {boycott.state === 'on' ? words.reply : words.replyOnly}
        </a>
        {shown ? <FlagLink subject={`boycott/${id}`} /> : null}
      </p>
    </Section>
  );
}
