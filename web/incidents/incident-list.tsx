import type { ReactNode } from 'react';
import type { IncidentsResponse, PublishedIncident } from '#shared/incidents.ts';
import { formatMoney } from '#shared/money.ts';
import { pathTo } from '#shared/paths.ts';
import { authorLabel } from '#web/authors.ts';
import { usePage } from '#web/context.ts';
import { formatMonth } from '#web/format.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { incidentsLink, isPaged } from './address.ts';

/** Incidents on a platform, each with "me too". */
export function IncidentList({ incidents: data }: { incidents: IncidentsResponse }): ReactNode {
  const { t, language, query } = usePage();
  const { platform, incidents, next } = data;
  return (
    <div id="incidents">
      {incidents.length === 0 ? <p>{t.incidents.list.empty}</p> : null}
      <ul className="incidents">
        {incidents.map((incident) => (
          <li key={incident.id}>
            <Incident incident={incident} />
          </li>
        ))}
      </ul>
      <p className="more">
        {isPaged(query) ? (
          <a href={incidentsLink(language, platform.slug)}>{t.incidents.list.newest}</a>
        ) : null}
        {next === null ? null : (
          <a href={incidentsLink(language, platform.slug, next)} rel="next">
            {t.incidents.list.older}
          </a>
        )}
        <a href={pathTo(language, 'reportIncident', {}, { plateforme: platform.slug })}>
          {t.incidents.list.report}
        </a>
      </p>
    </div>
  );
}

function Incident({ incident }: { incident: PublishedIncident }): ReactNode {
  const { t, language } = usePage();
  const words = t.incidents.list;
  const { lostRounded: lost } = incident;
  const facts = [
    words.reasons[incident.reason],
    words.appeals[incident.appeal],
    lost === null ? null : words.lost(formatMoney(lost.minor, lost.currency, language)),
  ].filter((fact) => fact !== null);
  return (
    <article className="incident">
      <p>
        <strong>{t.incidents.kinds[incident.kind]}</strong>{' '}
        {words.happened(formatMonth(incident.month, language))}
      </p>
      <p className="soft">{facts.join(', ')}.</p>
      {incident.text === null ? null : <p className="told">{incident.text}</p>}
      {incident.solicited ? <p className="asked-for">{words.solicited}</p> : null}
      <p className="who">
        {authorLabel(incident.author, t)}
        {incident.echoes === 0 ? null : ` · ${words.echoes(incident.echoes)}`}
      </p>
      <Act incident={incident} />
    </article>
  );
}

function Act({ incident: { id, can, echoed } }: { incident: PublishedIncident }): ReactNode {
  const { t, language, viewer, path } = usePage();
  const words = t.incidents.list;
  if (viewer === null) {
    const signIn = pathTo(language, 'signIn', {}, { next: path });
    return (
      <a className="act" href={signIn}>
        {words.echoSignIn}
      </a>
    );
  }
  if (can.edit) {
    return (
      <a className="act" href={pathTo(language, 'reportIncident', {}, { incident: id })}>
        {words.edit}
      </a>
    );
  }
  if (!can.echo) return null;
  const act = echoed ? 'echo/withdraw' : 'echo';
  return (
    <Form name={`echo-${id}`} action={`/api/incidents/${id}/${act}`} className="act">
      <Submit quiet label={echoed ? words.withdrawEcho : words.echo} />
    </Form>
  );
}
