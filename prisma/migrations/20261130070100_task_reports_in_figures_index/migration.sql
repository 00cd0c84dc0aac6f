-- CreateIndex
CREATE INDEX CONCURRENTLY "task_report_moves_idx" ON "task_report" ("due_on", "leaves_on") WHERE NOT "counted" OR "leaves_on" IS NOT NULL;
