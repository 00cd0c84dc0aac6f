import type { z } from 'zod/mini';
import type { PasswordHasher } from '#server/identity/accounts/password-hashing.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { fieldError } from '#server/core/errors.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { pseudonymClaimForm } from '#shared/portability/imports.ts';
import type { Language } from '#shared/core/languages.ts';
import { foldName } from '#shared/core/text.ts';
import { hashClaimCode } from './claim-code.ts';

/**
 * Claims an imported member's pseudonym with her one-time code, and signs her in. The answer and
 * its duration are the same for a wrong code and for a pseudonym that nobody can claim.
 * @returns the cookie header.
 * @throws AppError bad-input when code and pseudonym do not match, for a weak password, or without
 * consent.
 */
export async function claimPseudonym(
  { prisma, sql }: Database,
  sessions: Sessions,
  passwords: PasswordHasher,
  secrets: Secrets,
  input: z.infer<typeof pseudonymClaimForm>,
  language: Language,
  network: string,
): Promise<string> {
  if (!input.agree) throw fieldError('agree', 'required');
  const claim = [foldName(input.pseudonym), hashClaimCode(secrets, input.code)];
  const passwordHash = await passwords.hashNew({
    password: input.password,
    pseudonym: input.pseudonym,
    field: 'password',
    from: network,
    check: async () => {
      if ((await sql(FIND_CLAIM, claim)) === 0) throw fieldError('code', 'no-match');
    },
  });
  return prisma.$transaction(async (tx) => {
    const [claimed] = await tx.sql(
      statement(
        { id: col.text },
        `DELETE FROM import_claim c USING member m
        WHERE m.id = c.member_id AND m.pseudonym_key = $1 AND c.code_hash = $2
       RETURNING m.id`,
      ),
      claim,
    );
    if (claimed === undefined) throw fieldError('code', 'no-match');
    await tx.member.update({
      where: { id: claimed.id },
      data: { passwordHash, lang: language },
    });
    return sessions.start(tx, claimed.id);
  });
}

const FIND_CLAIM = `
  SELECT 1 FROM import_claim c JOIN member m ON m.id = c.member_id
   WHERE m.pseudonym_key = $1 AND c.code_hash = $2`;
