import { ownJuryResponse, type OwnJuryResponse } from '#shared/governance/juries.ts';
import { usePage } from '#web/page-context.ts';
import { PartyNonceForms } from '#web/governance/juries/party-nonce-forms.tsx';
import { JurorSeat } from '#web/governance/juries/juror-seat.tsx';
import { definePage } from '#web/page.ts';
import { LinkRow } from '#web/ui/link-row.tsx';
import { Done } from '#web/ui/message-box.tsx';

/** The viewer's part in a jury: her vote, or her nonce for the draw. */
export const ownJury = definePage({
  layout: 'middle',
  membersOnly: true,
  load: async (api, { parameters }) => ({
    own: await api.get(
      `/api/juries/${encodeURIComponent(parameters['id'] ?? '')}/mine`,
      ownJuryResponse,
    ),
  }),
  title: (_, { t }) => t.juries.own.title,
  body: ({ own }, { t }) => {
    const words = t.juries.own;
    const { jury, seat, part, pool } = own;
    return (
      <>
        <Done messages={t.moderation.done} />
        <h1>{words.title}</h1>
        {seat === null && part === null ? <p className="lead">{words.none}</p> : null}
        {seat === null ? null : <JurorSeat jury={jury} seat={seat} />}
        {part === null ? null : <PartyNonceForms jury={jury} part={part} />}
        <ul className="rows">
          <LinkRow page="jury" parameters={{ id: jury }} label={words.see} />
          <LinkRow page="duties" label={t.juries.duties.title} />
        </ul>
        {pool === null ? null : <PoolName pool={pool} />}
      </>
    );
  },
});

/** The viewer's name in the pool, with the proof that it is hers. */
function PoolName({ pool }: { pool: NonNullable<OwnJuryResponse['pool']> }) {
  const words = usePage().t.juries.own;
  return (
    <details className="draw-numbers">
      <summary>{words.pool}</summary>
      <p>{words.poolSay}</p>
      <dl className="record-state">
        <dt>{words.pool}</dt>
        <dd>
          <code>{pool.name}</code>
        </dd>
        <dt>{words.key}</dt>
        <dd>
          <code>{pool.salt}</code>
        </dd>
        <dt>{words.account}</dt>
        <dd>
          <code>{pool.member}</code>
        </dd>
      </dl>
      <p className="note">{words.poolRule}</p>
    </details>
  );
}
