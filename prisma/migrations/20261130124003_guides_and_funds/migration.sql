-- AlterTable
ALTER TABLE "forum_thread" ADD COLUMN "asked_volunteers" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "forum_thread" ADD COLUMN "guide_by" JSONB;

-- AlterTable
ALTER TABLE "forum_thread" ADD COLUMN "guide_of" TEXT;

-- AlterTable
ALTER TABLE "forum_thread" ADD COLUMN "guide_on" DATE;

-- AlterTable
ALTER TABLE "forum_thread" ADD COLUMN "guide_sources" JSONB;

-- AlterTable
ALTER TABLE "member_choices" ADD COLUMN "answers_questions" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "member_choices" ADD COLUMN "asked_on" DATE;

-- AlterTable
ALTER TABLE "proposed_act" ADD COLUMN "first_handle" TEXT;

-- AlterTable
ALTER TABLE "proposed_act" ADD COLUMN "first_id" TEXT;

-- CreateTable
CREATE TABLE "solidarity_fund" (
    "id" TEXT NOT NULL,
    "boycott_id" TEXT NOT NULL,
    "member_id" TEXT,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "checked_by" JSONB NOT NULL,
    "checked_on" DATE NOT NULL,
    "taken_off_on" DATE,
    "taken_off_reason" TEXT,
    "taken_off_by" TEXT,
    "hidden_by" TEXT,

    CONSTRAINT "solidarity_fund_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "solidarity_fund_boycott_id_idx" ON "solidarity_fund"("boycott_id");

-- CreateIndex
CREATE INDEX "solidarity_fund_member_id_idx" ON "solidarity_fund"("member_id");

-- CreateIndex
CREATE INDEX "solidarity_fund_hidden_by_idx" ON "solidarity_fund"("hidden_by");

-- AddForeignKey
ALTER TABLE "solidarity_fund" ADD CONSTRAINT "solidarity_fund_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "solidarity_fund" ADD CONSTRAINT "solidarity_fund_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "solidarity_fund" ADD CONSTRAINT "solidarity_fund_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposed_act" ADD CONSTRAINT "proposed_act_first_id_fkey" FOREIGN KEY ("first_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;

-- beside the version before: it widens what was allowed.
ALTER TABLE "thread_decision" DROP CONSTRAINT "thread_decision_kind",
    ADD CONSTRAINT "thread_decision_kind" CHECK ("kind" IN
        ('pin', 'unpin', 'close', 'reopen', 'move', 'slow', 'rename', 'guide', 'unguide')) NOT VALID;

-- Two different moderators approve what leads readers to other sites; nobody does so alone.
ALTER TABLE "proposed_act"
    ADD CONSTRAINT "proposed_act_two_moderators" CHECK ("second_id" <> "first_id") NOT VALID,
    ADD CONSTRAINT "proposed_act_never_alone" CHECK ("kind" NOT IN ('guide-thread', 'show-fund')
        OR "state" NOT IN ('alone', 'applied')) NOT VALID;
