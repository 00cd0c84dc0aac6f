import type {
  ProposedChangesResponse,
  ProposedChange,
} from '#shared/identity/two-person-approval.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';

/** Proposed changes that wait for the viewer's confirmation, and her own proposals. */
export function ProposedChangeLists({ acts }: { acts: ProposedChangesResponse }) {
  const words = usePage().t.acts;
  return (
    <>
      <Section title={words.title} say={words.say} id="acts">
        {acts.waiting.length === 0 ? (
          <p className="aside">{words.none}</p>
        ) : (
          <ProposedChangeList acts={acts.waiting} />
        )}
      </Section>
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
