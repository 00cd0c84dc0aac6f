import { withdrawApiPath } from '#shared/governance/cases.ts';
import { ReceiptsLink } from '#web/transparency-log/receipts-link.tsx';
import { usePage } from '#web/page-context.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { FlagLink } from './flag-link.tsx';

/**
 * What a reader can do with a subject, named `kind/id`: flag it, or withdraw her own and see its
 * receipts.
 */
export function ContentControls({ subject, mine }: { subject: string; mine: boolean }) {
  if (!mine) return <FlagLink subject={subject} />;
  return (
    <>
      <WithdrawForm subject={subject} />
      <p className="links">
        <ReceiptsLink subject={subject} />
      </p>
    </>
  );
}

/** The form by which its author withdraws a thing for good; `say` replaces what it says of that. */
export function WithdrawForm({ subject, say }: { subject: string; say?: string }) {
  const { t } = usePage();
  const words = t.moderation.withdraw;
  return (
    <details className="danger">
      <summary>{words.open}</summary>
      <p>{say ?? words.say}</p>
      <Form name={`withdraw-${subject.split('/')[1]}`} action={withdrawApiPath(subject)}>
        <Submit quiet label={words.send} />
      </Form>
    </details>
  );
}
