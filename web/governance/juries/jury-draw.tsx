import { jurySeedText } from '#shared/governance/jury-draw.ts';
import type { JuryResponse } from '#shared/governance/juries.ts';
import { usePage } from '#web/page-context.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';

/** How the jury is drawn, a repeat of the draw in the browser, and the numbers to check by hand. */
export function JuryDraw({ jury }: { jury: JuryResponse }) {
  const { t } = usePage();
  const words = t.juries.jury;
  return (
    <Section title={words.how} id="draw">
      <Lines ordered className="prose" of={words.howSteps} />
      <h3>{words.check}</h3>
      {jury.seed === null ? (
        <p className="soft">{words.checkLater}</p>
      ) : (
        <div
          data-enhance="jury-draw"
          data-jury={jury.id}
          data-words={JSON.stringify({
            checking: words.checking,
            fits: words.fits({ names: jury.pool.size }),
            doesNotFit: words.doesNotFit,
            cannotCheck: words.cannotCheck,
            faults: words.faults,
          })}
        >
          <p>{words.checkSay}</p>
          <button type="button" className="button second" hidden>
            {words.checkButton}
          </button>
          <div role="status" />
        </div>
      )}
      <details className="draw-numbers">
        <summary>{words.numbers}</summary>
        <Numbers jury={jury} />
      </details>
    </Section>
  );
}

function Numbers({ jury }: { jury: JuryResponse }) {
  const { t, format } = usePage();
  const words = t.juries.jury;
  const { id, pool, site, checkpoint, seed } = jury;
  const later = <span className="soft">{words.later}</span>;
  return (
    <>
      <dl className="record-state">
        <dt>{words.poolHash}</dt>
        <dd>
          <code>{pool.hash}</code>
        </dd>
        <dt>{words.names}</dt>
        <dd>
          <a href={`/api/juries/${id}/pool`} data-turbo="false" rel="nofollow">
            /api/juries/{id}/pool
          </a>
        </dd>
        <dt>{words.siteCommitment}</dt>
        <dd>
          <code>{site.commitment}</code>
        </dd>
        <dt>{words.siteNonce}</dt>
        <dd>{site.nonce === null ? later : <code>{site.nonce}</code>}</dd>
        {jury.words.map(({ role, commitment, words: told }) => (
          <Words key={commitment} role={words.roles[role]} commitment={commitment} told={told} />
        ))}
        <dt>{words.checkpoint}</dt>
        <dd>
          {checkpoint === null ? (
            later
          ) : (
            <code>
              {words.checkpointSay({
                size: format.number(checkpoint.size),
                root: checkpoint.root,
              })}
            </code>
          )}
        </dd>
        <dt>{words.seed}</dt>
        <dd>{seed === null ? later : <code>{seed}</code>}</dd>
      </dl>
      {jury.words.length === 0 ? <p className="soft">{words.noWords}</p> : null}
      {checkpoint === null || site.nonce === null ? null : (
        <>
          <p>{words.seedSay}</p>
          <pre className="put">
            {jurySeedText({
              jury: id,
              poolHash: pool.hash,
              siteNonce: site.nonce,
              nonces: jury.words.map(({ commitment, words: nonce }) => ({ commitment, nonce })),
              checkpoint,
            })}
          </pre>
        </>
      )}
      <p>{words.orderRule}</p>
    </>
  );
}

/** A party's nonce: the hash, and the words if revealed. */
function Words(props: { role: string; commitment: string; told: string | null }) {
  const words = usePage().t.juries.jury;
  return (
    <>
      <dt>{words.wordsOf({ role: props.role })}</dt>
      <dd>
        {props.told === null ? (
          <span className="soft">{words.wordsUntold}</span>
        ) : (
          <span dir="auto">{props.told}</span>
        )}
        <br />
        {words.wordsHash} <code>{props.commitment}</code>
      </dd>
    </>
  );
}
