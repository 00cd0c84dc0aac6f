import { DOMAIN_CODE_FILE } from '#shared/governance/domain-verification.ts';
import { usePage } from '#web/page-context.ts';

/** Receipt and code, shown once, and the three places for the code. */
export function IssuedDomainCode(props: { domain: string; receipt: string; code: string }) {
  const words = usePage().t.domains;
  const { domain, receipt, code } = props;
  const line = `contrenote=${code}`;
  return (
    <>
      <section className="filed-notice" aria-label={words.receipt}>
        <p>{words.receipt}</p>
        <p className="filed-notice-code">{receipt}</p>
        <p>{words.receiptSay}</p>
      </section>
      <section>
        <h2>{words.code}</h2>
        <p className="filed-notice-code">{code}</p>
        <p>{words.where}</p>
        <h3>{words.dns}</h3>
        <p>{words.dnsSay({ domain })}</p>
        <pre className="put">{line}</pre>
        <h3>{words.file}</h3>
        <p>{words.fileSay({ address: `https://${domain}${DOMAIN_CODE_FILE}` })}</p>
        <pre className="put">{line}</pre>
        <h3>{words.page}</h3>
        <p>{words.pageSay}</p>
        <pre className="put">{`<meta name="contrenote" content="${code}">`}</pre>
        <p className="note">{words.pageWhy}</p>
      </section>
    </>
  );
}
