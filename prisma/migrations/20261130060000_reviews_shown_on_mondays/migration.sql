ALTER TABLE "review" ADD COLUMN     "due_on" DATE,
ADD COLUMN     "shown_from" DATE;
ALTER TABLE "client_review" ADD COLUMN     "due_on" DATE,
ADD COLUMN     "shown_from" DATE;
ALTER TABLE "incident" ADD COLUMN     "due_on" DATE,
ADD COLUMN     "shown_from" DATE,
ADD COLUMN     "shows_amount" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "shows_month" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "shows_reason" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "incident_echo" ADD COLUMN     "due_on" DATE,
ADD COLUMN     "shown_from" DATE;

-- Rows from before were public, with the month in which they were posted. Incidents keep their month, sum and
-- reason only where they are signed.
UPDATE "review" SET "shown_from" = date_trunc('month', "published_on")::date;
UPDATE "client_review" SET "shown_from" = date_trunc('month', "published_on")::date;
UPDATE "incident" SET "shown_from" = date_trunc('month', "published_on")::date,
    "shows_amount" = "signed", "shows_month" = "signed", "shows_reason" = "signed";
UPDATE "incident_echo" e SET "shown_from" = i."shown_from" FROM "incident" i WHERE i."id" = e."incident_id";

-- What was committed to was the whole row. With its salt, a commitment would confirm the row to whoever has a
-- copy of it. The next start commits anew to what is shown.
UPDATE "record_entry" SET "salt" = NULL
    WHERE "salt" IS NOT NULL AND "subject" ~ '^(review|client-review|incident)/'
        AND "kind" !~ '-(hidden|removed|veiled|restored|left-standing)$';
