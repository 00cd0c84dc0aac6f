import type { ListedClient } from '#shared/directory/clients.ts';
import { usePage } from '#web/page-context.ts';
import { Facts } from '#web/ui/fact-list.tsx';
import { Tile } from '#web/ui/tile.tsx';

/** Clients as cards on a phone, as a table on a wide screen. */
export function ClientList(props: { clients: readonly ListedClient[]; heading: 'h2' | 'h3' }) {
  return (
    <ul className="figure-rows more-figures">
      {props.clients.map((client) => (
        <ClientRow key={client.slug} client={client} heading={props.heading} />
      ))}
    </ul>
  );
}

function ClientRow(props: { client: ListedClient; heading: 'h2' | 'h3' }) {
  const { client, heading: Heading } = props;
  const { t, format, href } = usePage();
  const words = t.clients;
  const tasks = client.figures?.tasks ?? null;
  const rating = client.figures?.rating.overall ?? null;
  const hourly = tasks?.hourly ?? null;
  const refused = tasks?.refused ?? null;
  const approval = tasks?.medianApprovalDays ?? null;
  const shown: readonly (readonly [string, string | null])[] = [
    [words.columns.hourly, hourly === null ? null : format.money(hourly.median, hourly.currency)],
    [words.columns.refused, refused === null ? null : format.share(refused.share)],
    [words.columns.approval, approval === null ? null : words.approvalDays({ count: approval })],
    [words.columns.rating, rating === null ? null : `${format.number(rating, 1)}/5`],
  ];
  const where = client.platforms.map(({ name }) => name).join(', ');
  return (
    <li>
      <div className="row-name">
        <Tile name={client.name} />
        <div>
          <Heading>
            <a href={href('client', { slug: client.slug })}>{client.name}</a>
          </Heading>
          <small>
            {[
              client.alsoKnownAs === null ? null : words.alsoKnownAs({ name: client.alsoKnownAs }),
              where === '' ? words.noPlatform : words.on({ platforms: where }),
              tasks === null ? words.noReports : words.reports({ count: tasks.members }),
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </small>
        </div>
      </div>
      <Facts className="figures" facts={shown} none={words.unknown} />
    </li>
  );
}
