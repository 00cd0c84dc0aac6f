-- Reports from before were public, and count at once.
ALTER TABLE "task_report" ADD COLUMN     "counted" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "due_on" DATE,
ADD COLUMN     "leaves_on" DATE;
ALTER TABLE "task_report" ALTER COLUMN "signed" SET DEFAULT false;

-- Figures moved with single reports. They are computed anew, those of earlier Mondays are gone. The titles of
-- tasks were public, and stay so.
UPDATE "task" SET "figures" = NULL, "hourly_eur" = NULL, "last_report_at" = date_trunc('month', "last_report_at", 'UTC');
UPDATE "client_summary" SET "figures" = "figures" || '{"tasks": null}' WHERE "figures" IS NOT NULL;
UPDATE "platform_summary" SET "evidence" = "evidence" || '{"tasks": null}' WHERE "evidence" IS NOT NULL;
UPDATE "platform_day" SET "evidence" = "evidence" || '{"tasks": null}' WHERE "evidence"->'tasks' <> 'null';
-- beside the version before: it would compute these tasks, which are all marked again below.
DELETE FROM "stale_figures" WHERE "kind" = 'report';
INSERT INTO "stale_figures" ("kind", "subject")
SELECT 'task', "id" FROM "task" UNION ALL SELECT 'client', "client_id" FROM "client_summary"
UNION ALL SELECT 'platform', "platform_id" FROM "platform_summary";

-- A salt would let whoever has a copy of a report confirm it. The next start ends them in the record.
UPDATE "record_entry" SET "salt" = NULL
    WHERE "salt" IS NOT NULL AND "subject" LIKE 'task-report/%'
        AND "kind" !~ '-(hidden|removed|veiled|restored|left-standing)$';
