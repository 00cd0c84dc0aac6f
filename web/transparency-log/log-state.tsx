import type { LogState } from '#shared/transparency-log/log-entries.ts';
import { usePage } from '#web/page-context.ts';
import { CheckpointCode } from './checkpoint-code.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

/** How to check the record: last checkpoint, key, and witnesses. */
export function LogStateSection({ state }: { state: LogState }) {
  const { t, format, origin } = usePage();
  const words = t.record.verify;
  const { checkpoint, logs, witnesses, pending } = state;
  const log = logs.at(-1);
  return (
    <details>
      <summary>{words.title}</summary>
      <div id="verify">
        <Lines className="prose" of={words.say} />
        {checkpoint === null || log === undefined ? (
          <p className="soft">{words.none}</p>
        ) : (
          <dl className="record-state">
            <dt>{words.size}</dt>
            <dd>{format.number(checkpoint.size)}</dd>
            <dt>{words.pending}</dt>
            <dd>{format.number(pending)}</dd>
            <dt>{words.signed}</dt>
            <dd>
              <LocalTime moment={checkpoint.signedAt} />
            </dd>
            <dt>{words.root}</dt>
            <dd>
              <code>{checkpoint.root}</code>
            </dd>
            <dt>{words.origin}</dt>
            <dd>
              <code>{log.origin}</code>
            </dd>
            <dt>{words.key}</dt>
            <dd>
              <code>{log.key}</code>
            </dd>
            <dt>{words.witnesses}</dt>
            <dd>
              {witnesses.length === 0 ? words.noWitness : null}
              {witnesses.map(({ name, size, signedAt }) => (
                <div key={name}>
                  {name},{' '}
                  {words.upTo({ size: format.number(size), moment: format.moment(signedAt) })}
                </div>
              ))}
            </dd>
          </dl>
        )}
        {checkpoint === null ? null : (
          <p className="links">
            <a href="/record/checkpoint" data-turbo="false">
              {words.checkpoint}
            </a>
          </p>
        )}
        <CheckpointCode state={state} />
        <p>
          {words.command}{' '}
          <a href="/record/verify.mjs" data-turbo="false" rel="nofollow">
            {words.tool}
          </a>
        </p>
        <pre className="command">
          <code>{`node verify.mjs ${origin}`}</code>
        </pre>
        <p>{words.how}</p>
        <pre className="command">
          <code>{`npm run witness -- ${origin}\nnpm run mirror -- ${origin} record`}</code>
        </pre>
        {logs.length < 2 ? null : (
          <>
            <h3>{words.logs}</h3>
            <ol>
              {logs.map(({ number, began, beganOn }) => (
                <li key={number}>
                  {format.day(beganOn)},{' '}
                  {Object.hasOwn(words.began, began)
                    ? words.began[began as keyof typeof words.began]
                    : began}
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </details>
  );
}
