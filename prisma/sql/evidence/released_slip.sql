-- The released slips: the one source of all numbers about payouts. No column leads to a member.
CREATE OR REPLACE VIEW "released_slip" AS
SELECT "platform_id", "monday", "outcome", "detail", "detail_class", "established", "solicited"
  FROM "slip" WHERE "released";
