import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import type { PageName } from '#shared/core/paths.ts';
import { LinkBoycottForm } from '#web/collective/boycott-timeline/link-boycott-form.tsx';
import { NoteReminderForm } from '#web/collective/boycott-timeline/note-contact-forms.tsx';
import { BoycottFormPage } from '#web/collective/boycotts/boycott-form-page.tsx';
import { isProposerOfBoycott } from '#web/collective/boycotts/boycott-text.ts';
import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { ContactForm } from '#web/collective/organiser-contact/contact-form.tsx';
import { WriteOrganiserMessage } from '#web/collective/organiser-messages/write-message.tsx';
import { OrganiserChecklist } from '#web/collective/organisers/organiser-checklist.tsx';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { LinkRow } from '#web/ui/link-row.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';

/** One place for the organisers of a boycott: what is due next, each step with its state, and their forms. */
export const organiseBoycott = definePage({
  membersOnly: true,
  load: loadBoycott,
  title: (_, { t }) => t.boycotts.organise.title,
  head: () => ({ noIndex: true }),
  body: ({ boycott }, { t }) => {
    const words = t.boycotts.organise;
    return (
      <>
        <Done messages={t.boycotts.done} />
        <BoycottFormPage
          boycott={boycott}
          title={words.title}
          may={boycott.ownLinks !== null}
          form="organise-boycott"
        >
          {boycott.withdrawn ? (
            <p className="aside">{t.boycotts.one.withdrawnSay}</p>
          ) : (
            <>
              <OrganiserChecklist boycott={boycott} />
              <OrganiserForms boycott={boycott} />
            </>
          )}
        </BoycottFormPage>
      </>
    );
  },
});

function OrganiserForms({ boycott }: { boycott: BoycottResponse }) {
  const { t, viewer } = usePage();
  const words = t.boycotts.organise;
  const { id, can, ownMessage } = boycott;
  const acts: readonly (readonly [boolean, PageName, string])[] = [
    [can.change, 'changeBoycott', t.boycotts.one.change],
    [can.callOff, 'callOffBoycott', t.boycotts.one.callOff],
    // Shown also while pledgers are bound by the call: its page then tells why she cannot withdraw
    // it.
    [isProposerOfBoycott(boycott, viewer), 'withdrawBoycott', t.boycotts.one.withdraw],
  ];
  return (
    <>
      {ownMessage === null ? null : (
        <>
          <Section id="message" title={words.steps.message.title} say={words.steps.message.say}>
            <WriteOrganiserMessage boycott={boycott} />
          </Section>
          <Section id="reply" title={words.steps.reply.title} say={words.replySay}>
            <NoteReminderForm boycott={boycott} />
          </Section>
        </>
      )}
      <ContactForm boycott={boycott} />
      <LinkBoycottForm boycott={boycott} />
      {acts.some(([may]) => may) ? (
        <Section title={words.change}>
          <ul className="rows">
            {acts.map(([may, page, label]) =>
              may ? <LinkRow key={page} page={page} parameters={{ id }} label={label} /> : null,
            )}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
