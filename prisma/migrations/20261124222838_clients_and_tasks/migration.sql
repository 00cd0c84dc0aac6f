-- AlterTable
ALTER TABLE "author" ADD COLUMN     "client_key" TEXT,
ADD COLUMN     "task_key" TEXT;
-- Authors that are there already get keys as random as those of new ones.
UPDATE "author" SET "client_key" = left(replace(gen_random_uuid()::text, '-', ''), 12),
       "task_key" = left(replace(gen_random_uuid()::text, '-', ''), 12);
ALTER TABLE "author" ALTER COLUMN "client_key" SET NOT NULL,
ALTER COLUMN "task_key" SET NOT NULL;

-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "client_id" TEXT;

-- CreateTable
CREATE TABLE "client" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "root_id" TEXT NOT NULL,
    "created_on" DATE NOT NULL,

    CONSTRAINT "client_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_name" (
    "id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "client_name_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_identity" (
    "id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,

    CONSTRAINT "client_identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_revision" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "moves" JSONB NOT NULL,
    "client_ids" TEXT[],
    "reason" TEXT NOT NULL,
    "undoes" TEXT,
    "created_on" DATE NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "member_id" TEXT,

    CONSTRAINT "client_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_review" (
    "id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "communication" INTEGER NOT NULL,
    "pay" INTEGER NOT NULL,
    "fairness" INTEGER NOT NULL,
    "speed" INTEGER NOT NULL,
    "text" TEXT,
    "experienced_month" TEXT NOT NULL,
    "solicited" BOOLEAN NOT NULL,
    "signed" BOOLEAN NOT NULL,
    "published_on" DATE NOT NULL,
    "edited_on" DATE,

    CONSTRAINT "client_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_guess" (
    "id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "created_on" DATE NOT NULL,
    "member_id" TEXT,

    CONSTRAINT "client_guess_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_summary" (
    "client_id" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "legacy" JSONB NOT NULL,
    "computed_on" DATE NOT NULL,

    CONSTRAINT "client_summary_pkey" PRIMARY KEY ("client_id")
);

-- CreateTable
CREATE TABLE "reply" (
    "id" TEXT NOT NULL,
    "platform_id" TEXT,
    "client_id" TEXT,
    "signed_as" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "received_on" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "decided_on" DATE,
    "reason" TEXT,

    CONSTRAINT "reply_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "client_id" TEXT,
    "title" TEXT NOT NULL,
    "title_key" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "reward_minor" INTEGER NOT NULL,
    "created_on" DATE NOT NULL,
    "last_report_at" TIMESTAMPTZ(3),
    "figures" JSONB,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task_report" (
    "id" TEXT NOT NULL,
    "task_id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "exact" JSONB NOT NULL,
    "published_on" DATE NOT NULL,
    "paid" INTEGER NOT NULL,
    "refused_with_reason" INTEGER NOT NULL,
    "refused_without_reason" INTEGER NOT NULL,
    "screen_outs" INTEGER NOT NULL,
    "broken" INTEGER NOT NULL,
    "abandoned" INTEGER NOT NULL,
    "pending" INTEGER NOT NULL,
    "total_seconds" INTEGER,
    "approval_days" INTEGER,
    "worked_month" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "recommends" BOOLEAN,
    "breaks_terms" BOOLEAN NOT NULL,
    "ethics" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "text" TEXT,
    "solicited" BOOLEAN NOT NULL,
    "signed" BOOLEAN NOT NULL,

    CONSTRAINT "task_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workbook_copy" (
    "member_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "workbook_copy_pkey" PRIMARY KEY ("member_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "client_slug_key" ON "client"("slug");

-- CreateIndex
CREATE INDEX "client_root_id_idx" ON "client"("root_id");

-- CreateIndex
CREATE INDEX "client_name_key_trgm" ON "client_name" USING GIN ("key" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "client_name_client_id_key_key" ON "client_name"("client_id", "key");

-- CreateIndex
CREATE INDEX "client_identity_external_id_idx" ON "client_identity"("external_id");

-- CreateIndex
CREATE INDEX "client_identity_client_id_idx" ON "client_identity"("client_id");

-- CreateIndex
CREATE UNIQUE INDEX "client_identity_platform_id_external_id_key" ON "client_identity"("platform_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "client_revision_undoes_key" ON "client_revision"("undoes");

-- CreateIndex
CREATE UNIQUE INDEX "client_revision_seq_key" ON "client_revision"("seq");

-- CreateIndex
CREATE INDEX "client_revision_client_ids_idx" ON "client_revision" USING GIN ("client_ids");

-- CreateIndex
CREATE INDEX "client_review_client_id_published_on_idx" ON "client_review"("client_id", "published_on");

-- CreateIndex
CREATE UNIQUE INDEX "client_review_author_id_client_id_key" ON "client_review"("author_id", "client_id");

-- CreateIndex
CREATE INDEX "client_guess_client_id_idx" ON "client_guess"("client_id");

-- CreateIndex
CREATE INDEX "client_summary_computed_on_idx" ON "client_summary"("computed_on");

-- CreateIndex
CREATE INDEX "reply_platform_id_idx" ON "reply"("platform_id");

-- CreateIndex
CREATE INDEX "reply_client_id_idx" ON "reply"("client_id");

-- CreateIndex
CREATE INDEX "reply_state_idx" ON "reply"("state");

-- CreateIndex
CREATE INDEX "task_platform_id_last_report_at_idx" ON "task"("platform_id", "last_report_at");

-- CreateIndex
CREATE INDEX "task_platform_id_title_key_idx" ON "task"("platform_id", "title_key");

-- CreateIndex
CREATE INDEX "task_client_id_idx" ON "task"("client_id");

-- CreateIndex
CREATE INDEX "task_last_report_at_idx" ON "task"("last_report_at");

-- CreateIndex
CREATE INDEX "task_report_task_id_published_on_idx" ON "task_report"("task_id", "published_on");

-- CreateIndex
CREATE INDEX "task_report_platform_id_published_on_idx" ON "task_report"("platform_id", "published_on");

-- CreateIndex
CREATE INDEX "task_report_author_id_idx" ON "task_report"("author_id");

-- CreateIndex
CREATE UNIQUE INDEX "author_task_key_key" ON "author"("task_key");

-- CreateIndex
CREATE UNIQUE INDEX "author_client_key_key" ON "author"("client_key");

-- CreateIndex
CREATE INDEX "incident_client_id_idx" ON "incident"("client_id");

-- AddForeignKey
ALTER TABLE "client" ADD CONSTRAINT "client_root_id_fkey" FOREIGN KEY ("root_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_name" ADD CONSTRAINT "client_name_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_identity" ADD CONSTRAINT "client_identity_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_identity" ADD CONSTRAINT "client_identity_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_revision" ADD CONSTRAINT "client_revision_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_review" ADD CONSTRAINT "client_review_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_review" ADD CONSTRAINT "client_review_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "author"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_guess" ADD CONSTRAINT "client_guess_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_guess" ADD CONSTRAINT "client_guess_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_summary" ADD CONSTRAINT "client_summary_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply" ADD CONSTRAINT "reply_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply" ADD CONSTRAINT "reply_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_report" ADD CONSTRAINT "task_report_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_report" ADD CONSTRAINT "task_report_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "author"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workbook_copy" ADD CONSTRAINT "workbook_copy_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.
ALTER TABLE "client_revision"
    ADD CONSTRAINT "client_revision_kind" CHECK ("kind" IN ('renamed', 'name-added', 'identity-added', 'task-attached', 'joined', 'split', 'undone')),
    ADD CONSTRAINT "client_revision_undone" CHECK (("kind" = 'undone') = ("undoes" IS NOT NULL));
ALTER TABLE "client_review"
    ADD CONSTRAINT "client_review_marks" CHECK ("communication" BETWEEN 1 AND 5 AND "pay" BETWEEN 1 AND 5 AND "fairness" BETWEEN 1 AND 5 AND "speed" BETWEEN 1 AND 5);
ALTER TABLE "task"
    ADD CONSTRAINT "task_reward" CHECK ("reward_minor" >= 0);
ALTER TABLE "task_report"
    ADD CONSTRAINT "task_report_counts" CHECK (LEAST("paid", "refused_with_reason", "refused_without_reason", "screen_outs", "broken", "abandoned", "pending") >= 0
        AND "paid" + "refused_with_reason" + "refused_without_reason" + "screen_outs" + "broken" + "abandoned" + "pending" > 0),
    ADD CONSTRAINT "task_report_time" CHECK ("total_seconds" > 0),
    ADD CONSTRAINT "task_report_contact" CHECK ("contact" IN ('not-tried', 'unanswered', 'answered'));
ALTER TABLE "reply"
    ADD CONSTRAINT "reply_of_one" CHECK (num_nonnulls("platform_id", "client_id") = 1),
    ADD CONSTRAINT "reply_state" CHECK ("state" IN ('waiting', 'published', 'refused')),
    ADD CONSTRAINT "reply_decided" CHECK (("state" = 'waiting') = ("decided_on" IS NULL));
