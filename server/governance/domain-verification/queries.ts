import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  PLATFORM_OR_CLIENT_JSON,
  platformOrClientJoins,
} from '#server/directory/clients/platform-or-client.ts';
import { today } from '#shared/core/days.ts';
import {
  DOMAIN_PROOF_METHODS,
  type DomainProof,
  type DomainsResponse,
} from '#shared/governance/domain-verification.ts';
import { findEligibleDomains } from './eligible-domains.ts';
import { domainProofState, domainProofEnd } from './domain-proofs.ts';

/** Finds the domains with which somebody can prove that she represents a platform or client. */
export async function findDomains(
  sql: Sql,
  { platform, client }: { platform?: string | undefined; client?: string | undefined },
  now: Date,
): Promise<DomainsResponse> {
  const [row] = await sql(
    statement(
      {
        platformId: col.text.orNull,
        clientId: col.text.orNull,
        about: col.json<DomainsResponse['about']>(),
      },
      `SELECT r.platform_id AS "platformId", r.client_id AS "clientId", ${PLATFORM_OR_CLIENT_JSON} FROM (
       SELECT id AS platform_id, NULL AS client_id FROM platform WHERE slug = $1
        UNION ALL SELECT NULL, id FROM client WHERE slug = $2) r ${platformOrClientJoins('r')} LIMIT 1`,
    ),
    [client === undefined ? (platform ?? '') : '', client ?? ''],
  );
  const { about, platformId, clientId } = requireFound(row);
  const named = platformId === null ? { clientId: clientId ?? '' } : { platformId };
  return { about, domains: await findEligibleDomains(sql, named, now) };
}

/** Finds the state of a domain proof, without its code and receipt. */
export async function findDomainProof(sql: Sql, id: string, now: Date): Promise<DomainProof> {
  const [row] = await sql(
    statement(
      {
        id: col.text,
        method: col.oneOf(DOMAIN_PROOF_METHODS).orNull,
        about: col.json<DomainProof['about']>(),
        domain: col.text,
        askedOn: col.text,
        provenOn: col.text.orNull,
      },
      `SELECT r.id, ${PLATFORM_OR_CLIENT_JSON}, r.domain, r.asked_on::text AS "askedOn", r.method,
            r.proven_on::text AS "provenOn"
       FROM domain_proof r ${platformOrClientJoins('r')} WHERE r.id = $1`,
    ),
    [id],
  );
  const proof = requireFound(row);
  const { provenOn } = proof;
  return {
    ...proof,
    state: domainProofState(provenOn, today(now)),
    until: provenOn === null ? null : domainProofEnd(provenOn),
  };
}
