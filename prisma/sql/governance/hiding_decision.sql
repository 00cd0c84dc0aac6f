-- What a decision does to the thing that `hidden_by` says it hides: whether it keeps text and pictures from
-- readers too (`removed`: it was removed, or is veiled), and `hiding`, as shared/governance/cases.ts has it.
CREATE OR REPLACE VIEW "hiding_decision" AS
SELECT d."id", d."kind" <> 'hide' AS "removed",
       json_build_object('level', CASE WHEN d."kind" = 'hide' THEN 'hidden' ELSE 'removed' END, 'rule', d."rule",
           'decision', d."id", 'until', to_char(d."until" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) AS "hiding"
  FROM "decision" d;
