-- Who is a moderator, and until the day before which.
CREATE OR REPLACE VIEW "moderator_term" AS
SELECT "member_id", "ends_on" FROM "role_grant" WHERE "role" = 'moderator' AND "ended_on" IS NULL;
