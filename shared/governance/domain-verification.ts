import { z } from 'zod/mini';
import { day, commonFormFields, id, slug } from '#shared/core/form-fields.ts';
import { MAX_NOTICE_URL_LENGTH } from './legal.ts';
import { namedParty } from '#shared/core/named-party.ts';

/** The holder of a proven domain of a platform or client replies at once, and can dispute. */

/** Days for which a domain proof is valid; then the code is checked again. */
export const DOMAIN_PROOF_VALID_DAYS = 90;
/** Days after which a code that was never found is deleted. */
export const DOMAIN_CODE_EXPIRY_DAYS = 30;
/** Path of the file with the code on a domain; a TXT record or any page there serves as well. */
export const DOMAIN_CODE_FILE = '/.well-known/contrenote.txt';

export const DOMAIN_PROOF_METHODS = ['dns', 'file', 'page'] as const;
export const domainProofMethod = z.enum(DOMAIN_PROOF_METHODS);
export type DomainProofMethod = z.infer<typeof domainProofMethod>;

export const domainName = z.string().check(z.trim(), z.minLength(1), z.maxLength(253));
/** A receipt as typed; case, spaces and dashes do not matter. */
export const typedReceipt = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));

export const domainsQuery = z.object({ platform: z.optional(slug), client: z.optional(slug) });
/** The domains of a platform or client that can be proven. */
export const domainsResponse = z.object({ about: namedParty, domains: z.array(z.string()) });
export type DomainsResponse = z.infer<typeof domainsResponse>;

export const domainCodeRequest = z.object({
  ...commonFormFields,
  platform: z.optional(slug),
  client: z.optional(slug),
  domain: domainName,
});
export type DomainCodeInput = z.infer<typeof domainCodeRequest>;

/**
 * The answer to the request for a code: the only one with receipt and code, of which the site
 * stores hashes.
 */
export const domainCodeIssued = z.object({
  id,
  receipt: z.string(),
  code: z.string(),
  path: z.string(),
});

export const domainCheckRequest = z.object({
  ...commonFormFields,
  receipt: typedReceipt,
  /** The page whose head holds the code, if neither a record nor the file does. */
  page: z.optional(z.string().check(z.trim(), z.maxLength(MAX_NOTICE_URL_LENGTH))),
});
export type DomainCheckInput = z.infer<typeof domainCheckRequest>;

/** The public state of a domain proof, which is also in the public record. */
export const domainProof = z.object({
  id,
  about: namedParty,
  domain: z.string(),
  askedOn: day,
  state: z.enum(['waiting', 'proven', 'expired']),
  method: z.nullable(domainProofMethod),
  provenOn: z.nullable(day),
  /** The last day on which the proof is valid; null before it is proven. */
  until: z.nullable(day),
});
export type DomainProof = z.infer<typeof domainProof>;
