import type { TransparencyReport } from '#shared/governance/transparency-report.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Table } from '#web/ui/table.tsx';
import { Breakdown } from './breakdown.tsx';
import { daysInWords } from './duration-text.ts';

type Data = { data: TransparencyReport };

/** Notices, disputes and replies, and whether deadlines were met. */
export function NoticesDisputesRepliesSection({ data: { outside } }: Data) {
  const { t, language } = usePage();
  const words = t.transparency.outside;
  const kinds = ['notices', 'disputes', 'replies'] as const;
  if (countReceived(outside) === 0) return null;
  const { published, refused, medianDays } = outside.replies;
  const { notReasoned } = outside.notices;
  return (
    <Section title={words.title} say={words.say} className="chart" id="outside">
      {kinds
        .filter((kind) => outside[kind].done + outside[kind].waiting > 0)
        .map((kind) => {
          const { done, inTime, waiting, late } = outside[kind];
          return (
            <Breakdown
              key={kind}
              title={words.rows[kind]}
              of={done + waiting}
              parts={[
                { key: 'inTime', label: words.parts.inTime, count: inTime },
                { key: 'tooLate', label: words.parts.tooLate, count: done - inTime },
                { key: 'waiting', label: words.parts.waiting, count: waiting - late },
                { key: 'late', label: words.parts.late, count: late },
              ]}
            />
          );
        })}
      <p>
        {kinds.map((kind) => words.received[kind]({ count: outside[kind].received })).join(' ')}
      </p>
      {notReasoned === 0 ? null : <p>{words.notReasoned({ count: notReasoned })}</p>}
      {outside.replies.received === 0 ? null : (
        <p>
          {words.replies({ published, refused })}{' '}
          {medianDays === null
            ? null
            : words.median({ delay: daysInWords(medianDays, language, t) })}
        </p>
      )}
      <p className="note">{words.kept}</p>
    </Section>
  );
}

/** Demands of authorities and lawyers: sender, subject, outcome. */
export function LegalDemandsSection({ data: { demands } }: Data) {
  const { t, href } = usePage();
  const words = t.transparency.demands;
  const { total, withheld, rows } = demands;
  const names = t.demands;
  if (total === 0) return null;
  return (
    <Section title={words.title} say={words.say({ count: total })} className="chart" id="demands">
      <Breakdown
        title={words.columns.outcome}
        of={total}
        parts={[...new Set(rows.map(({ outcome }) => outcome))].map((outcome) => ({
          key: outcome,
          label: names.outcomes[outcome],
          count: rows.reduce((sum, one) => sum + (one.outcome === outcome ? one.count : 0), 0),
        }))}
        table={{
          columns: [
            words.columns.sender,
            words.columns.asks,
            words.columns.outcome,
            words.columns.count,
          ],
          rows: rows.map(({ sender, asks, outcome, count }) => ({
            key: `${sender} ${asks} ${outcome}`,
            cells: [names.senders[sender], names.asks[asks], names.outcomes[outcome], count],
          })),
        }}
      />
      {withheld === 0 ? null : <p>{words.withheld({ count: withheld })}</p>}
      <p className="links">
        <a href={href('legalDemands')}>{t.transparency.links.demands}</a>
      </p>
    </Section>
  );
}

/** What did not happen, a line each, in place of a section each. */
export function NothingSection({ data }: Data) {
  const { t, href } = usePage();
  const words = t.transparency.nothing;
  const counts = {
    times: data.times.all.decided + data.times.promised.done + data.times.promised.waiting,
    veils: data.veils.total,
    appeals: data.appeals.total,
    juries: data.juries.called,
    outside: countReceived(data.outside),
    demands: data.demands.total,
  };
  const names = ['times', 'veils', 'appeals', 'juries', 'outside', 'demands'] as const;
  const missing = names.filter((name) => counts[name] === 0);
  if (missing.length === 0) return null;
  return (
    <Section title={words.title} id="nothing">
      <Lines of={missing.map((name) => words[name])} />
      {counts.demands > 0 ? null : (
        <p className="links">
          <a href={href('legalDemands')}>{words.demandsLink}</a>
        </p>
      )}
    </Section>
  );
}

function countReceived({ notices, disputes, replies }: TransparencyReport['outside']): number {
  return notices.received + disputes.received + replies.received;
}

/** Moderators by public handle, and until when. */
export function ModeratorRolesSection({ data: { roles } }: Data) {
  const { t, format } = usePage();
  const words = t.transparency.roles;
  const { inForce, left } = roles;
  return (
    <Section title={words.title} say={words.say({ count: inForce.length })} id="roles">
      {inForce.length === 0 ? null : (
        <Table
          caption={words.caption}
          captionHidden
          columns={[words.columns.handle, words.columns.since, words.columns.until]}
          rows={inForce.map(({ handle, since, endsOn }, index) => ({
            key: `${handle} ${index}`,
            cells: [handle === '' ? words.unnamed : handle, format.day(since), format.day(endsOn)],
          }))}
        />
      )}
      {left === 0 ? null : <p>{words.left({ count: left })}</p>}
    </Section>
  );
}
