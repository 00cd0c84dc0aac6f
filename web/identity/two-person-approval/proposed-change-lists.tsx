import type {
  ProposedChangesResponse,
  ProposedChange,
} from '#shared/identity/two-person-approval.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';

/**
 * Proposed changes that wait for the viewer's confirmation, and her own proposals. `besideOthers`: other
 * things wait on the same page, so that "nothing waits" would be false.
 */
export function ProposedChangeLists(props: {
  acts: ProposedChangesResponse;
  besideOthers?: boolean;
}) {
  const { acts, besideOthers = false } = props;
  const words = usePage().t.acts;
  const none = besideOthers ? null : <p className="aside">{words.none}</p>;
  const waiting = acts.waiting.length === 0 ? none : <ProposedChangeList acts={acts.waiting} />;
  return (
    <>
      {waiting === null ? null : (
        <Section title={words.title} say={words.say} id="acts">
          {waiting}
        </Section>
      )}
      {acts.own.length === 0 ? null : (
        <Section title={words.own} say={words.ownSay}>
          <ProposedChangeList acts={acts.own} />
        </Section>
      )}
    </>
  );
}

function ProposedChangeList({ acts }: { acts: readonly ProposedChange[] }) {
  const { t, language, format, href } = usePage();
  const words = t.acts;
  return (
    <ol className="questions">
      {acts.map(({ id, kind, about, dueAt, drawn }) => (
        <li key={id}>
          <p>
            <a href={href('act', { id })}>
              {words.kinds[kind]}
              {language === 'fr' ? '\u00a0: ' : ': '}
              {about.name}
            </a>
          </p>
          {drawn ? <p>{words.drawn}</p> : null}
          {dueAt === null ? null : (
            <p className="soft">{words.due({ moment: format.moment(dueAt) })}</p>
          )}
        </li>
      ))}
    </ol>
  );
}
