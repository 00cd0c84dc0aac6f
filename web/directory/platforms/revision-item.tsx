import {
  UNVERIFIED_SOURCE,
  type PlatformRevision,
} from '#shared/directory/platform-corrections.ts';
import { MAX_SOURCE_LENGTH } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { ContentControls } from '#web/governance/flags/content-controls.tsx';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { Form, Submit, TextArea } from '#web/ui/form.tsx';
import { MAX_REASON_LENGTH } from '#shared/core/moderation-decisions.ts';
import { factText } from './fact-text.ts';
import { CorrectionSource } from './correction-source.tsx';

/** One correction: the change, its source, disputes, and actions. */
export function RevisionItem(props: { slug: string; revision: PlatformRevision }) {
  const context = usePage();
  const { t, format } = context;
  const words = t.platforms.revisions;
  const { revision } = props;
  const value = (side: 'before' | 'after'): string =>
    factText(revision.field, revision[side], context) ?? t.platforms.nothing;
  const unverified = revision.source === UNVERIFIED_SOURCE;
  const open = revision.disputes.filter(({ hiding }) => hiding === null).length;
  return (
    <li className="revision" id={revision.id}>
      <h2>
        {t.platforms.facts[revision.field]}
        {revision.undone ? <span className="tag">{words.undone}</span> : null}
        {open === 0 ? null : <span className="tag doubt">{words.disputed({ count: open })}</span>}
      </h2>
      <p className="change">
        <span className="hidden-visually">{words.before}</span>
        <del>{value('before')}</del> <span aria-hidden="true">→</span>{' '}
        <span className="hidden-visually">{words.after}</span>
        <ins>{value('after')}</ins>
      </p>
      <p className="soft">
        <time dateTime={revision.on}>{format.day(revision.on)}</time>,{' '}
        {unverified ? t.platforms.became.byList : words.byMember}
        {revision.undoes === null ? null : (
          <>
            , <a href={`#${revision.undoes}`}>{words.undoes}</a>
          </>
        )}
      </p>
      <p>
        <span className="soft">{words.source}</span>{' '}
        {unverified ? t.platforms.became.source : <CorrectionSource text={revision.source} />}
      </p>
      {revision.disputes.map((dispute) => (
        <blockquote key={dispute.id} id={`dispute-${dispute.id}`}>
          <HiddenContent hiding={dispute.hiding} mine={dispute.mine} counted>
            <p>{dispute.reason}</p>
            <ContentControls subject={`dispute/${dispute.id}`} mine={dispute.mine} />
          </HiddenContent>
          <p className="soft">
            <time dateTime={dispute.on}>{format.day(dispute.on)}</time>, {words.byMember}
          </p>
        </blockquote>
      ))}
      <RevisionForms {...props} />
    </li>
  );
}

function RevisionForms({ slug, revision }: { slug: string; revision: PlatformRevision }) {
  const { t, form } = usePage();
  const words = t.platforms.revisions;
  const { id, can } = revision;
  const address = `/api/platforms/${slug}/revisions/${id}`;
  return (
    <>
      {can.undo ? (
        <details open={form?.form === `undo-${id}`}>
          <summary>{words.undo}</summary>
          <Form name={`undo-${id}`} action={`${address}/undo`} once>
            <TextArea name="source" label={words.undoWhy} rows={2} maxLength={MAX_SOURCE_LENGTH} />
            <Submit label={words.undo} />
          </Form>
        </details>
      ) : null}
      {can.dispute ? (
        <details open={form?.form === `dispute-${id}`}>
          <summary>{words.dispute}</summary>
          <Form name={`dispute-${id}`} action={`${address}/disputes`} once>
            <TextArea
              name="reason"
              label={words.disputeWhy}
              rows={2}
              maxLength={MAX_REASON_LENGTH}
            />
            <Submit label={words.dispute} />
          </Form>
        </details>
      ) : null}
    </>
  );
}
