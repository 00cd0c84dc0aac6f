import type { IncidentsResponse } from '#shared/evidence/incidents.ts';
import { usePage } from '#web/page-context.ts';
import { IncidentList } from '#web/evidence/incidents/incident-list.tsx';
import { Section } from '#web/ui/section.tsx';

/** Closed accounts and blocked balances; they do not enter the standing. */
export function IncidentsSection({ incidents }: { incidents: IncidentsResponse }) {
  const { t } = usePage();
  return (
    <Section title={t.answer.incidents.title} say={t.answer.incidents.say}>
      <IncidentList incidents={incidents} />
    </Section>
  );
}
