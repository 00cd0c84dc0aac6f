-- Pairs of members that count as one voice, each in both orders.
CREATE OR REPLACE VIEW "same_voice" AS
SELECT m."id" AS "member_id", o."id" AS "other_id"
  FROM "member" m JOIN "member" o ON o."voice" = m."voice" AND o."id" <> m."id";
