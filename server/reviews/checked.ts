import { counts } from '#server/moderation/visible.ts';

/** SQL: what the reviews of author `a` are shown as checked with: proof, declared or none. */
export const CHECKED = `COALESCE(a.frozen_checked, CASE
  WHEN EXISTS (SELECT 1 FROM payout cy JOIN screenshot cs ON cs.payout_id = cy.id
    WHERE cy.author_id = a.id AND cy.state = 'received' AND NOT cy.solicited
      AND ${counts('cy')}) THEN 'proof'
  WHEN EXISTS (SELECT 1 FROM payout cy
    WHERE cy.author_id = a.id AND NOT cy.solicited AND ${counts('cy')}) THEN 'declared'
  ELSE 'none' END)`;
