import { ERASED_NAME_PLACEHOLDER } from '#shared/directory/client-moves.ts';
import { MAX_CHANGE_REASON_LENGTH } from '#shared/directory/clients.ts';
import type { ClientRevision, PublishedRevisionMove } from '#shared/directory/client-revisions.ts';
import { usePage } from '#web/page-context.ts';
import { CorrectionSource } from '#web/directory/platforms/correction-source.tsx';
import { Form, Hidden, Submit, TextArea } from '#web/ui/form.tsx';

/** Maximum moves of one change shown. */
const MOVES_SHOWN = 12;

/** One change of a client: what it moved, its reason, and how to undo it. */
export function ClientRevisionItem(props: { slug: string; revision: ClientRevision }) {
  const { t, format, form } = usePage();
  const words = t.clients.history;
  const { revision } = props;
  const { id, moves } = revision;
  const name = `undo-${id}`;
  return (
    <li className="revision" id={id}>
      <h2>
        {words.kinds[revision.kind]}
        {revision.undone ? <span className="tag">{words.undone}</span> : null}
      </h2>
      <ul className="moves">
        {moves.slice(0, MOVES_SHOWN).map((move, index) => (
          <li key={index}>
            <Moved move={move} />
          </li>
        ))}
        {moves.length > MOVES_SHOWN ? (
          <li>{words.more({ count: moves.length - MOVES_SHOWN })}</li>
        ) : null}
      </ul>
      <p className="soft">
        <time dateTime={revision.month}>{format.month(revision.month)}</time>, {words.byMember}
        {revision.undoes === null ? null : (
          <>
            , <a href={`#${revision.undoes}`}>{words.undoes}</a>
          </>
        )}
      </p>
      {revision.reason === '' ? (
        <p className="soft">{words.fromReport}</p>
      ) : (
        <p>
          <span className="soft">{words.reason}</span>{' '}
          {revision.reason === ERASED_NAME_PLACEHOLDER ? (
            words.erased
          ) : (
            <CorrectionSource text={revision.reason} />
          )}
        </p>
      )}
      {form?.form === name && form.code === 'conflict' ? (
        <p className="alert">{words.conflict}</p>
      ) : null}
      {revision.can.undo || form?.form === name ? (
        <details open={form?.form === name}>
          <summary>{words.undo}</summary>
          <Form name={name} action={`/api/client-revisions/${id}/undo`} once>
            <Hidden name="client" value={props.slug} />
            <TextArea
              name="reason"
              label={words.undoWhy}
              rows={2}
              maxLength={MAX_CHANGE_REASON_LENGTH}
            />
            <Submit label={words.undo} />
          </Form>
        </details>
      ) : null}
    </li>
  );
}

function Moved({ move: { what, label, from, to } }: { move: PublishedRevisionMove }) {
  const words = usePage().t.clients.history;
  const told = (text: string | null): string =>
    text === ERASED_NAME_PLACEHOLDER ? words.erased : (text ?? words.nowhere);
  // What is added needs no word of where it was before: nowhere.
  if (from === null && what !== 'called') {
    return (
      <>
        <span className="soft">{words.what[what]}</span> <b>{told(label)}</b>
      </>
    );
  }
  return (
    <>
      <span className="soft">{words.what[what]}</span>{' '}
      {what === 'called' ? null : <b>{told(label)}</b>}{' '}
      <span className="change">
        <span className="hidden-visually">{words.from}</span>
        <del>{told(from)}</del> <span aria-hidden="true">→</span>{' '}
        <span className="hidden-visually">{words.to}</span>
        <ins>{told(to)}</ins>
      </span>
    </>
  );
}
