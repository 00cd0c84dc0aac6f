-- Authors whose posts weigh nothing for now: a finding names them that has neither ended nor been lifted.
CREATE OR REPLACE VIEW "suspect_author" AS
SELECT s."author_id"
  FROM "finding_suspect" s JOIN "finding" f ON f."id" = s."finding_id"
 WHERE f."ended_on" IS NULL AND f."lifted_on" IS NULL;
