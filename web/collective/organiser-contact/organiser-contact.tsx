import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { ContentControls } from '#web/governance/flags/content-controls.tsx';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { ContactAddress } from './contact-address.tsx';

/** On the page of a boycott: the address that its organisers gave for everybody. */
export function OrganiserContactSection({ boycott: { contact } }: { boycott: BoycottResponse }) {
  const { t } = usePage();
  const words = t.boycotts.contact;
  if (contact === null) return null;
  const { id, address, checkedBy, hiding, mine } = contact;
  const [first = '', second = ''] = checkedBy;
  return (
    <Section title={words.title}>
      <div id={`contact-${id}`}>
        <HiddenContent hiding={hiding} mine={mine}>
          {address === null ? null : (
            <>
              <p className="with-link">
                <ContactAddress address={address} />
              </p>
              <p className="soft">{words.checked({ first, second })}</p>
              <ContentControls subject={`organiser-contact/${id}`} mine={mine} />
            </>
          )}
        </HiddenContent>
      </div>
    </Section>
  );
}
