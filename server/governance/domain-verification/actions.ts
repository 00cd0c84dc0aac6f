import { dayToDate, type Db } from '#server/database/db.ts';
import type { Sql } from '#server/database/sql.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { hashReceipt, makeReceipt } from '#server/governance/legal/notice-receipts.ts';
import type { DomainRequests } from '#server/core/safe-fetch/safe-fetch.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';
import { findPlatformOrClient } from '#server/directory/clients/platform-or-client.ts';
import { addDays, today } from '#shared/core/days.ts';
import {
  DOMAIN_CODE_EXPIRY_DAYS,
  DOMAIN_CODE_FILE,
  type DomainCheckInput,
  type DomainCodeInput,
  type DomainProofMethod,
} from '#shared/governance/domain-verification.ts';
import { NOTICE_RETENTION_DAYS } from '#shared/governance/legal.ts';
import { findEligibleDomains } from './eligible-domains.ts';
import { loadReceiptHolder, type ReceiptHolder } from './receipt-holder.ts';
import {
  findCodesInFile,
  findCodesInPage,
  findCodesInTxtRecords,
  parseAddressOnDomain,
} from './domain-proofs.ts';

/**
 * Issues a code to publish on a domain of a platform or client, and a receipt to return with;
 * neither is shown again.
 * @throws AppError not-found for an unknown platform or client; bad-input when the domain is not
 * theirs.
 */
export async function issueDomainCode(
  tx: Db,
  key: Buffer,
  input: DomainCodeInput,
  now: Date,
): Promise<{ id: string; receipt: string; code: string }> {
  const { platform, client } = input;
  if ((platform === undefined) === (client === undefined)) {
    throw fieldError('platform', 'required');
  }
  const named = await findPlatformOrClient(tx, { platform, client });
  const domain = input.domain.toLowerCase();
  if (!(await findEligibleDomains(tx.sql, named, now)).includes(domain)) {
    throw fieldError('domain', 'not-its-domain');
  }
  const id = randomId();
  const [receipt, code] = [makeReceipt(), makeReceipt()];
  await tx.domainProof.create({
    data: {
      id,
      ...named,
      domain,
      codeHash: hashReceipt(key, code),
      secretHash: hashReceipt(key, receipt),
      askedOn: dayToDate(today(now)),
    },
  });
  return { id, receipt, code };
}

/**
 * What a domain check needs. It reads the database and looks codes up remotely first, and then
 * stores the result in a transaction.
 */
export type CheckDomainDeps = {
  readonly sql: Sql;
  readonly write: (act: (tx: Db) => Promise<void>) => Promise<void>;
  readonly key: Buffer;
  readonly requests: DomainRequests;
};

/**
 * Looks up the code of a receipt on its domain: in a TXT record, in the file, or on a page if one
 * is given. When found, control of the domain is proven for 90 days. No transaction waits for the
 * look-ups.
 * @throws AppError bad-input for a wrong receipt, or when the code is not found.
 */
export async function checkDomainCode(
  { sql, write, key, requests }: CheckDomainDeps,
  { receipt, page }: DomainCheckInput,
  now: Date,
): Promise<{ id: string }> {
  const holder = await loadReceiptHolder(sql, key, receipt, now);
  const { id, domain } = holder;
  const place = page === undefined ? null : parseAddressOnDomain(page, domain);
  if (page !== undefined && place === null) throw fieldError('page', 'not-on-domain');
  const isCode = (code: string): boolean => hashReceipt(key, code) === holder.codeHash;
  const method = await findCode(requests, domain, place, isCode);
  if (method === null) throw fieldError(page === undefined ? 'receipt' : 'page', 'no-code');
  await write((tx) => keepProof(tx, holder, method, now));
  return { id };
}

async function findCode(
  { findTexts, readText }: DomainRequests,
  domain: string,
  place: { host: string; path: string } | null,
  isCode: (code: string) => boolean,
): Promise<DomainProofMethod | null> {
  if (findCodesInTxtRecords(await findTexts(domain)).some(isCode)) return 'dns';
  const file = await readText(domain, DOMAIN_CODE_FILE);
  if (file !== null && findCodesInFile(file).some(isCode)) return 'file';
  if (place === null) return null;
  const html = await readText(place.host, place.path);
  return html !== null && findCodesInPage(html).some(isCode) ? 'page' : null;
}

async function keepProof(
  tx: Db,
  holder: ReceiptHolder,
  method: DomainProofMethod,
  now: Date,
): Promise<void> {
  const { id } = holder;
  const day = today(now);
  const { count } = await tx.domainProof.updateMany({
    where: { id },
    data: { method, provenOn: dayToDate(day) },
  });
  if (count === 0) throw new AppError('conflict');
  await appendEntry(tx, now, { kind: 'domain-proven', subject: `domain/${id}` });
}

/** Deletes codes not found within a month, and proofs a year after they were last seen. */
export async function deleteExpiredDomainProofs(tx: Db, now: Date): Promise<number> {
  const day = today(now);
  const { count } = await tx.domainProof.deleteMany({
    where: { provenOn: null, askedOn: { lt: dayToDate(addDays(day, -DOMAIN_CODE_EXPIRY_DAYS)) } },
  });
  const old = await tx.domainProof.findMany({
    where: { provenOn: { lt: dayToDate(addDays(day, -NOTICE_RETENTION_DAYS)) } },
    select: { id: true },
  });
  for (const { id } of old) {
    await tx.domainProof.delete({ where: { id } });
    await eraseSalts(tx, `domain/${id}`);
    await appendEntry(tx, now, { kind: 'domain-forgotten', subject: `domain/${id}` });
  }
  return count + old.length;
}
