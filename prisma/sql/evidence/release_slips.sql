-- Releases slips, and rewrites them and what they spent, in the order of "ids", which is random: their places on the disk
-- would else lead to the report posted with them. Where a slip was withdrawn, only what it spent is left to be rewritten.
-- A voice counts fully once in "voice_days": a second slip of hers with the same outcome weighs like one of a new account.
CREATE OR REPLACE FUNCTION "release_slips"("ids" text[], "voice_days" int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    "one" text;
BEGIN
    FOREACH "one" IN ARRAY "ids" LOOP
        UPDATE "slip" s SET "released" = true, "established" = (s."established" OR EXISTS (
                SELECT 1 FROM "payout_publication" b JOIN "author_weight" w ON w."id" = b."author_id"
                 WHERE b."slip_id" = s."id" AND b."state" = 'first' AND w."established"))
               AND NOT EXISTS (
                SELECT 1 FROM "slip" e
                 WHERE e."owner" = s."owner" AND e."outcome" = s."outcome" AND e."released"
                   AND e."established" AND e."withdrawn_on" IS NULL AND e."monday" > s."monday" - "voice_days")
         WHERE s."id" = "one";
        UPDATE "publication_spending" SET "price" = "price" WHERE "id" = "one";
    END LOOP;
END $$;
