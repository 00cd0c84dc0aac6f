import type { ProofStatementsResponse } from '#shared/evidence/proof-verification.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit } from '#web/ui/form.tsx';

/** Notice on a covered picture for its author, with what she can do. */
export function PictureCoveredNotice({ statements }: { statements: ProofStatementsResponse }) {
  const { t, format, href } = usePage();
  const words = t.checks.cover;
  const { cover, payout, can } = statements;
  if (!statements.covered) return null;
  if (cover === null) return <p className="aside">{words.others}</p>;
  return (
    <section className="alert cover" aria-labelledby="cover-title">
      <h2 id="cover-title">{words.title}</h2>
      <p>
        {cover.until === null ? words.held : words.say}{' '}
        {cover.until === null ? null : words.until({ day: format.moment(cover.until) })}
      </p>
      <p className="links">
        <a href={href('editPayout', { id: payout })}>{words.redact}</a>
      </p>
      {can.uncover ? (
        <Form name="uncover" action={`/api/payouts/${payout}/uncover`} className="proof-statement">
          <p className="hint">{words.nothing}</p>
          <Submit label={words.show} quiet />
        </Form>
      ) : null}
    </section>
  );
}
