import type { ClientResponse } from '#shared/directory/clients.ts';
import { usePage } from '#web/page-context.ts';
import { TruncatedListNote } from './truncated-list-note.tsx';

/** A client's names, and its ids by platform. */
export function KnownNamesAndIds({ client }: { client: ClientResponse }) {
  const { t, href } = usePage();
  const words = t.clients.page;
  const { slug, names, identities, revisions } = client;
  return (
    <>
      <h3>{words.names}</h3>
      <ul className="known">
        {names.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      <TruncatedListNote of={names} />
      <h3>{words.identities}</h3>
      {identities.length === 0 ? <p>{words.identitiesNone}</p> : null}
      <ul className="known">
        {identities.map(({ id, platform, externalId }) => (
          <li key={id}>{words.identity({ id: externalId, platform: platform.name })}</li>
        ))}
      </ul>
      <TruncatedListNote of={identities} />
      <p className="links">
        <a href={href('changeClient', { slug })}>{words.change}</a>
        <a href={href('clientHistory', { slug })}>{words.history({ count: revisions })}</a>
      </p>
    </>
  );
}

/** Tasks in the client's name that paid for posts on this site. */
export function ClientPaidPosts({ client: { boughtPosts } }: { client: ClientResponse }) {
  const { t, format, href } = usePage();
  const words = t.clients.page;
  const list = t.incidents.list;
  return (
    <>
      <ul className="incidents">
        {boughtPosts.map(({ id, platform, month, asks, offeredAt, rewardRounded: reward }) => (
          <li key={id} className="incident">
            <p className="links">
              <a href={`${href('platformAbout', { slug: platform.slug })}#incidents`}>
                {words.boughtOne({
                  platform: platform.name,
                  month: month === null ? 'none' : format.month(month),
                })}
              </a>
            </p>
            <p className="soft">
              {[
                asks === null ? null : list.asked[asks],
                offeredAt === null ? null : list.offeredAt({ place: offeredAt }),
                reward === null
                  ? null
                  : list.reward({ amount: format.money(reward.minor, reward.currency) }),
              ]
                .filter((fact) => fact !== null)
                .join(', ')}
              .
            </p>
          </li>
        ))}
      </ul>
      <TruncatedListNote of={boughtPosts} />
    </>
  );
}
