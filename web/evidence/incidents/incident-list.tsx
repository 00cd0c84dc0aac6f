import type { IncidentsResponse, PublishedIncident } from '#shared/evidence/incidents.ts';
import { formatMoney } from '#shared/core/money.ts';
import { authorLabel } from '#web/author-label.ts';
import { usePage } from '#web/page-context.ts';
import { FlagLink } from '#web/governance/flags/flag-link.tsx';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { RepliesTo } from '#web/governance/right-of-reply/replies-to.tsx';
import { Form, Submit } from '#web/ui/form.tsx';
import { UserText } from '#web/ui/user-text.tsx';
import { incidentsPageAddress, isIncidentsPageAfterFirst } from './incident-list-addresses.ts';

/** Incidents on a platform, each with "me too". */
export function IncidentList({ incidents: data }: { incidents: IncidentsResponse }) {
  const { t, language, href, query } = usePage();
  const { platform, incidents, next } = data;
  return (
    <div id="incidents">
      {incidents.length === 0 ? <p>{t.incidents.list.empty}</p> : null}
      <ul className="incidents">
        {incidents.map((incident) => (
          <li key={incident.id} id={`incident-${incident.id}`}>
            <HiddenContent hiding={incident.hiding} mine={incident.can.edit} counted>
              <Incident incident={incident} />
            </HiddenContent>
            <RepliesTo subject={`incident/${incident.id}`} />
          </li>
        ))}
      </ul>
      {next === null && !isIncidentsPageAfterFirst(query) ? null : (
        <p className="more">
          {isIncidentsPageAfterFirst(query) ? (
            <a href={incidentsPageAddress(language, platform.slug)}>{t.incidents.list.newest}</a>
          ) : null}
          {next === null ? null : (
            <a href={incidentsPageAddress(language, platform.slug, next)} rel="next">
              {t.incidents.list.older}
            </a>
          )}
        </p>
      )}
      <p className="buttons">
        <a
          className="button second small"
          href={href('reportIncident', {}, { plateforme: platform.slug })}
        >
          {t.incidents.list.report}
        </a>
      </p>
      <p className="links">
        <a href={href('reportIncident', {}, { plateforme: platform.slug, kind: 'posts-bought' })}>
          {t.campaigns.bought.report}
        </a>
        <a href={href('whatCanIDo')}>{t.letters.link}</a>
      </p>
    </div>
  );
}

function Incident({ incident }: { incident: PublishedIncident }) {
  const { t, format } = usePage();
  const words = t.incidents.list;
  return (
    <article className="incident">
      <p>
        <strong>{t.incidents.kinds[incident.kind]}</strong>
        {incident.month === null
          ? null
          : ` ${words.happened({ month: format.month(incident.month) })}`}
      </p>
      <Facts incident={incident} />
      <Task incident={incident} />
      <UserText text={incident.text} />
      {incident.solicited ? <p className="asked-for">{words.solicited}</p> : null}
      <p className="who">
        {authorLabel(incident.author, t)}
        {incident.echoes === 0 ? null : ` · ${words.echoes({ members: incident.echoes })}`}
      </p>
      <Act incident={incident} />
      {incident.can.edit ? null : <FlagLink subject={`incident/${incident.id}`} />}
    </article>
  );
}

/** The facts that the author chose to show beside the kind; nothing without any. */
function Facts({ incident }: { incident: PublishedIncident }) {
  const facts = factsOf(incident, usePage());
  if (facts.length === 0) return null;
  return (
    <p className="soft">
      {facts.map(upperFirst).join('. ')}
      <Client incident={incident} />.
    </p>
  );
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function factsOf(
  { asks, ...incident }: PublishedIncident,
  { t, language }: ReturnType<typeof usePage>,
): string[] {
  const words = t.incidents.list;
  const { lostRounded: lost, rewardRounded: reward, offeredAt } = incident;
  const facts =
    asks === null
      ? [
          incident.reason === null ? null : words.reasons[incident.reason],
          incident.appeal === null ? null : words.appeals[incident.appeal],
          lost === null
            ? null
            : words.lost({ amount: formatMoney(lost.minor, lost.currency, language) }),
        ]
      : [
          words.asked[asks],
          offeredAt === null ? null : words.offeredAt({ place: offeredAt }),
          reward === null
            ? null
            : words.reward({ amount: formatMoney(reward.minor, reward.currency, language) }),
        ];
  return facts.filter((fact) => fact !== null);
}

/** The client who asked for posts, or nothing if unknown. */
function Client({ incident: { client } }: { incident: PublishedIncident }) {
  const { t, href } = usePage();
  if (client === null) return null;
  return (
    <>
      , {t.clients.incident.inTheName}{' '}
      <a href={href('client', { slug: client.slug })}>{client.name}</a>
    </>
  );
}

/** The picture of the task that asks for posts, or nothing without one. */
function Task({ incident: { screenshot } }: { incident: PublishedIncident }) {
  const { t } = usePage();
  if (screenshot === null) return null;
  const { thumbnail, reading } = screenshot;
  return (
    <a className="task-shot" href={reading.url} data-turbo="false">
      <img
        src={thumbnail.url}
        width={thumbnail.width}
        height={thumbnail.height}
        alt={t.incidents.list.picture}
        loading="lazy"
        decoding="async"
      />
    </a>
  );
}

function Act({ incident: { id, can, echoed } }: { incident: PublishedIncident }) {
  const { t, href, viewer, path } = usePage();
  const words = t.incidents.list;
  if (viewer === null) {
    const signIn = href('signIn', {}, { next: path });
    return (
      <a className="act button quiet" href={signIn}>
        {words.echoSignIn}
      </a>
    );
  }
  if (can.edit) {
    return (
      <a className="act" href={href('reportIncident', {}, { incident: id })}>
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
