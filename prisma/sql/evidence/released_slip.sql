-- Slips that are released: the one source of all numbers about payouts. Nothing of it leads to a member.
CREATE OR REPLACE VIEW "released_slip" AS
SELECT "platform_id", "monday", "outcome", "detail", "detail_class", "established", "solicited"
  FROM "slip" WHERE "released";
