import { MAX_NOTICE_URL_LENGTH } from '#shared/governance/legal.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit, TextField } from '#web/ui/form.tsx';

/** The form that asks the site to look up the code of a receipt. */
export function CheckDomainCodeForm(props: { domain: string | null; receipt: string }) {
  const words = usePage().t.domains;
  return (
    <section aria-labelledby="check">
      <h2 id="check">{words.checkTitle}</h2>
      <p>{words.checkSay}</p>
      <Form name="check" action="/api/domains/check" initial={{ receipt: props.receipt }}>
        <TextField
          name="receipt"
          label={words.typedReceipt}
          hint={words.typedReceiptHint}
          maxLength={60}
        />
        <TextField
          name="page"
          label={words.typedPage}
          hint={words.typedPageHint({ domain: props.domain ?? words.anyDomain })}
          maxLength={MAX_NOTICE_URL_LENGTH}
          optional
        />
        <Submit label={words.check} />
      </Form>
    </section>
  );
}
