import {
  domainProof,
  domainsResponse,
  type DomainProof,
  type DomainsResponse,
} from '#shared/governance/domain-verification.ts';
import { id } from '#shared/core/form-fields.ts';
import { RequestDomainCodeForm } from '#web/governance/domain-verification/request-code-form.tsx';
import { CheckDomainCodeForm } from '#web/governance/domain-verification/check-code-form.tsx';
import { IssuedDomainCode } from '#web/governance/domain-verification/issued-code.tsx';
import { DomainProofState } from '#web/governance/domain-verification/proof-state.tsx';
import { definePage } from '#web/page.ts';
import { Done } from '#web/ui/message-box.tsx';

/** `receipt` and `code` are there once, in the answer to the form. */
type Data = {
  choice: DomainsResponse | null;
  proof: DomainProof | null;
  receipt: string | null;
  code: string | null;
};

/**
 * Proves control of a domain, without an account: `?plateforme=` or `?client=` names the party,
 * `?preuve=` shows the state of a proof.
 */
export const proveDomain = definePage<Data>({
  layout: 'middle',
  load: async (api, { query }) => {
    const nothing = { choice: null, proof: null, receipt: null, code: null };
    const number = id.safeParse(query['preuve']);
    if (number.success) {
      return { ...nothing, proof: await api.get(`/api/domains/${number.data}`, domainProof) };
    }
    const { plateforme, client } = query;
    const search = new URLSearchParams();
    if (plateforme !== undefined) search.set('platform', plateforme);
    if (client !== undefined) search.set('client', client);
    if (search.size === 0) return nothing;
    return { ...nothing, choice: await api.get(`/api/domains?${search}`, domainsResponse) };
  },
  title: ({ choice, proof, code }, { t }) => {
    const about = choice?.about ?? proof?.about;
    if (proof !== null && code !== null) return t.domains.given({ domain: proof.domain });
    return about === undefined ? t.domains.noneTitle : t.domains.title({ name: about.name });
  },
  head: () => ({ noIndex: true }),
  body: ({ choice, proof, receipt, code }, { t }) => {
    const words = t.domains;
    const about = choice?.about ?? proof?.about;
    const given = proof !== null && receipt !== null && code !== null;
    return (
      <>
        <Done messages={words.done} />
        <h1>
          {given
            ? words.given({ domain: proof.domain })
            : about === undefined
              ? words.noneTitle
              : words.title({ name: about.name })}
        </h1>
        {given ? (
          <IssuedDomainCode domain={proof.domain} receipt={receipt} code={code} />
        ) : proof === null ? (
          <>
            <p className="prose">{words.intro.join(' ')}</p>
            <h2>{words.steps}</h2>
            <ol>
              <li>{words.step.ask}</li>
              <li>{words.step.place}</li>
              <li>{words.step.check}</li>
            </ol>
            {choice === null ? (
              <p className="aside">{words.none}</p>
            ) : (
              <RequestDomainCodeForm choice={choice} />
            )}
          </>
        ) : (
          <DomainProofState proof={proof} />
        )}
        <CheckDomainCodeForm domain={proof?.domain ?? null} receipt={receipt ?? ''} />
      </>
    );
  },
});
