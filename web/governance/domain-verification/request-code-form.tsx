import type { DomainsResponse } from '#shared/governance/domain-verification.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden, Select, Submit } from '#web/ui/form.tsx';

/** The form that requests a code for one of the known domains of a platform or client. */
export function RequestDomainCodeForm({ choice: { about, domains } }: { choice: DomainsResponse }) {
  const { t, href } = usePage();
  const words = t.domains;
  const page = href(about.kind, { slug: about.slug });
  if (domains.length === 0) {
    return (
      <p className="aside">
        {words.noDomain} {words.addDomain} <a href={page}>{about.name}</a>
      </p>
    );
  }
  return (
    <Form name="domain" action="/api/domains/code" initial={{ domain: domains[0] ?? '' }}>
      <Hidden name={about.kind} value={about.slug} />
      <Select
        name="domain"
        label={words.domain}
        hint={words.domainHint}
        options={domains.map((value) => ({ value, label: value }))}
      />
      <Submit label={words.ask} />
    </Form>
  );
}
