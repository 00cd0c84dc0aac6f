-- The effect of a decision on the subject whose `hidden_by` names it. `removed`: text and pictures are kept from
-- readers, since the subject was removed or is veiled. `hiding` has the shape of shared/governance/cases.ts.
CREATE OR REPLACE VIEW "hiding_decision" AS
SELECT d."id", d."kind" <> 'hide' AS "removed",
       json_build_object('level', CASE WHEN d."kind" = 'hide' THEN 'hidden' ELSE 'removed' END, 'rule', d."rule",
           'decision', d."id", 'until', to_char(d."until" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) AS "hiding"
  FROM "decision" d;
