import {
  PROOF_CONFIRMATIONS_NEEDED,
  DOUBT_REASONS,
  MAX_DOUBT_SENTENCE_LENGTH,
  type ProofStatementsResponse,
} from '#shared/evidence/proof-verification.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Select, Submit, TextArea } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';
import { ProofCheckList } from './check-list.tsx';

type Props = { statements: ProofStatementsResponse };

/** Confirmations and checks of a proof, and what the viewer may say. */
export function ProofStatements({ statements }: Props) {
  const { t } = usePage();
  const words = t.checks.statements;
  const { confirmations, checks, blocked } = statements;
  if (blocked === 'no-proof' && checks.length === 0 && statements.mine === null) return null;
  return (
    <Section title={words.title} id="statements" className="proof-statements">
      {blocked === 'no-proof' ? null : (
        <p>
          {words.confirmations({ count: confirmations })}{' '}
          {confirmations >= PROOF_CONFIRMATIONS_NEEDED
            ? words.confirmed
            : words.toConfirm({ count: confirmations })}
        </p>
      )}
      <ProofCheckList checks={checks} />
      <OwnStatement statements={statements} />
    </Section>
  );
}

/** The viewer's statement, or the forms for one; else why she may not. */
function OwnStatement({ statements }: Props) {
  const { t, href, path, form } = usePage();
  const words = t.checks.statements;
  const { mine, blocked, can } = statements;
  const address = `/api/payouts/${statements.payout}`;
  return (
    <>
      {mine === null ? null : (
        <p>
          {mine.reason === null
            ? words.mineConfirm
            : words.mineDoubt({ reason: lowerFirst(t.checks.reasons[mine.reason]) })}
        </p>
      )}
      {blocked === null || blocked === 'no-proof' ? null : (
        <p className="soft">
          {words.blocked[blocked]}{' '}
          {blocked === 'signed-out' ? (
            <a href={href('signIn', {}, { next: path })}>{words.signIn}</a>
          ) : null}
          {blocked === 'not-established' ? words.established : null}
        </p>
      )}
      {blocked === null && mine?.kind !== 'confirm' ? (
        <Form name="confirm" action={`${address}/confirm`} className="proof-statement">
          <p className="hint">{words.confirmSay}</p>
          <Submit label={words.confirm} />
        </Form>
      ) : null}
      {blocked === null ? (
        <details open={form?.form === 'doubt'}>
          <summary>{words.doubt}</summary>
          <DoubtForm statements={statements} />
        </details>
      ) : null}
      {can.takeBack && mine !== null ? (
        <Form name="withdraw" action={`${address}/voice/withdraw`} className="proof-statement">
          <Submit label={words.takeBack} quiet />
        </Form>
      ) : null}
    </>
  );
}

function DoubtForm({ statements }: Props) {
  const { t } = usePage();
  const words = t.checks.statements;
  const { mine, settled } = statements;
  const open = DOUBT_REASONS.filter((reason) => !settled.includes(reason));
  const initial = mine?.kind === 'doubt' ? said(mine) : {};
  return (
    <Form name="doubt" action={`/api/payouts/${statements.payout}/doubt`} initial={initial}>
      <Select
        name="reason"
        label={words.reason}
        hint={words.covers}
        empty="…"
        options={open.map((reason) => ({ value: reason, label: t.checks.reasons[reason] }))}
      />
      <TextArea
        name="sentence"
        label={words.sentence}
        hint={words.sentenceHint}
        rows={2}
        maxLength={MAX_DOUBT_SENTENCE_LENGTH}
      />
      <Submit label={words.sendDoubt} />
    </Form>
  );
}

function said({
  reason,
  sentence,
}: NonNullable<ProofStatementsResponse['mine']>): Record<string, string> {
  return { reason: reason ?? '', sentence: sentence ?? '' };
}

/** Lower-cases the first letter, for use within a sentence. */
function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
