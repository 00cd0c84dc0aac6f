-- needs: hiding_decision
-- How boycotts are named in one line elsewhere: a dash where the text is removed or withdrawn, which leaves
-- the title empty.
CREATE OR REPLACE VIEW "named_boycott" AS
SELECT b."id", CASE WHEN b."title" = '' OR (b."hidden_by" IS NOT NULL AND EXISTS (
           SELECT 1 FROM "hiding_decision" d WHERE d."id" = b."hidden_by" AND d."removed"))
           THEN '–' ELSE b."title" END AS "name"
  FROM "boycott" b;
