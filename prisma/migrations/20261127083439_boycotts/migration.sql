-- AlterTable
ALTER TABLE "forum_thread" ADD COLUMN     "boycott_id" TEXT;

-- AlterTable
ALTER TABLE "reply" ADD COLUMN     "offer_for" TEXT;

-- CreateTable
CREATE TABLE "boycott" (
    "id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "client_id" TEXT,
    "task_id" TEXT,
    "member_id" TEXT,
    "pace" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "grievance" TEXT NOT NULL,
    "demands" TEXT NOT NULL,
    "partaking" TEXT NOT NULL,
    "ends_when" TEXT NOT NULL,
    "cards" JSONB NOT NULL DEFAULT '[]',
    "threshold" INTEGER NOT NULL,
    "debate_hours" INTEGER NOT NULL,
    "pledge_hours" INTEGER NOT NULL,
    "on_days" INTEGER NOT NULL,
    "proposed_at" TIMESTAMPTZ(0) NOT NULL,
    "step_ends_at" TIMESTAMPTZ(0),
    "pledging_from" TIMESTAMPTZ(0),
    "eligible" INTEGER,
    "eligible_new" INTEGER,
    "reached" BOOLEAN NOT NULL DEFAULT false,
    "pledged" INTEGER,
    "pledged_new" INTEGER,
    "on_from" TIMESTAMPTZ(0),
    "failure" TEXT,
    "outcome" TEXT,
    "outcome_text" TEXT,
    "ended_on" DATE,
    "look_back" TEXT,
    "pledges_hash" TEXT,
    "reminded_of" TIMESTAMPTZ(0),
    "hidden_by" TEXT,

    CONSTRAINT "boycott_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "boycott_version" (
    "boycott_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "grievance" TEXT NOT NULL,
    "demands" TEXT NOT NULL,
    "partaking" TEXT NOT NULL,
    "ends_when" TEXT NOT NULL,
    "cards" JSONB NOT NULL,
    "threshold" INTEGER NOT NULL,
    "replaced_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "boycott_version_pkey" PRIMARY KEY ("boycott_id","number")
);

-- CreateTable
CREATE TABLE "boycott_seconder" (
    "boycott_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,

    CONSTRAINT "boycott_seconder_pkey" PRIMARY KEY ("boycott_id","member_id")
);

-- CreateTable
CREATE TABLE "boycott_key" (
    "boycott_id" TEXT NOT NULL,
    "rank" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "private_key" TEXT,

    CONSTRAINT "boycott_key_pkey" PRIMARY KEY ("boycott_id","rank")
);

-- CreateTable
CREATE TABLE "boycott_token" (
    "boycott_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "rank" TEXT NOT NULL,
    "blinded_hash" BYTEA NOT NULL,

    CONSTRAINT "boycott_token_pkey" PRIMARY KEY ("boycott_id","member_id")
);

-- CreateTable
CREATE TABLE "boycott_pledge" (
    "boycott_id" TEXT NOT NULL,
    "key" BYTEA NOT NULL,
    "rank" TEXT NOT NULL,
    "prefix" BYTEA NOT NULL,
    "signature" BYTEA NOT NULL,

    CONSTRAINT "boycott_pledge_pkey" PRIMARY KEY ("boycott_id","key")
);

-- CreateTable
CREATE TABLE "boycott_act" (
    "boycott_id" TEXT NOT NULL,
    "key" BYTEA NOT NULL,
    "purpose" TEXT NOT NULL,
    "counter" INTEGER NOT NULL,
    "value" TEXT NOT NULL,
    "signature" BYTEA NOT NULL,

    CONSTRAINT "boycott_act_pkey" PRIMARY KEY ("boycott_id","key","purpose","counter")
);

-- CreateTable
CREATE TABLE "boycott_ballot" (
    "id" TEXT NOT NULL,
    "boycott_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reply_id" TEXT,
    "opened_at" TIMESTAMPTZ(0) NOT NULL,
    "closes_at" TIMESTAMPTZ(0) NOT NULL,
    "counts" JSONB,
    "result" TEXT,

    CONSTRAINT "boycott_ballot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "private_evidence" (
    "id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "picture_key" TEXT,
    "sent_on" DATE NOT NULL,

    CONSTRAINT "private_evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "private_evidence_voice" (
    "evidence_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "accepts" BOOLEAN NOT NULL,

    CONSTRAINT "private_evidence_voice_pkey" PRIMARY KEY ("evidence_id","member_id")
);

-- CreateTable
CREATE TABLE "works_there" (
    "member_id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "until" DATE NOT NULL,

    CONSTRAINT "works_there_pkey" PRIMARY KEY ("member_id","platform_id")
);

-- CreateIndex
CREATE INDEX "boycott_platform_id_proposed_at_idx" ON "boycott"("platform_id", "proposed_at");

-- CreateIndex
CREATE INDEX "boycott_client_id_idx" ON "boycott"("client_id");

-- CreateIndex
CREATE INDEX "boycott_task_id_idx" ON "boycott"("task_id");

-- CreateIndex
CREATE INDEX "boycott_member_id_idx" ON "boycott"("member_id");

-- CreateIndex
CREATE INDEX "boycott_state_step_ends_at_idx" ON "boycott"("state", "step_ends_at");

-- CreateIndex
CREATE INDEX "boycott_proposed_at_id_idx" ON "boycott"("proposed_at", "id");

-- CreateIndex
CREATE INDEX "boycott_hidden_by_idx" ON "boycott"("hidden_by");

-- CreateIndex
CREATE INDEX "boycott_seconder_member_id_idx" ON "boycott_seconder"("member_id");

-- CreateIndex
CREATE INDEX "boycott_token_member_id_idx" ON "boycott_token"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "boycott_ballot_reply_id_key" ON "boycott_ballot"("reply_id");

-- CreateIndex
CREATE INDEX "boycott_ballot_boycott_id_idx" ON "boycott_ballot"("boycott_id");

-- CreateIndex
CREATE INDEX "private_evidence_picture_key_idx" ON "private_evidence"("picture_key");

-- CreateIndex
CREATE INDEX "private_evidence_platform_id_idx" ON "private_evidence"("platform_id");

-- CreateIndex
CREATE INDEX "private_evidence_sent_on_idx" ON "private_evidence"("sent_on");

-- CreateIndex
CREATE UNIQUE INDEX "private_evidence_member_id_platform_id_key" ON "private_evidence"("member_id", "platform_id");

-- CreateIndex
CREATE INDEX "private_evidence_voice_member_id_idx" ON "private_evidence_voice"("member_id");

-- CreateIndex
CREATE INDEX "works_there_platform_id_idx" ON "works_there"("platform_id");

-- CreateIndex
CREATE UNIQUE INDEX "forum_thread_boycott_id_key" ON "forum_thread"("boycott_id");

-- AddForeignKey
ALTER TABLE "boycott" ADD CONSTRAINT "boycott_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott" ADD CONSTRAINT "boycott_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott" ADD CONSTRAINT "boycott_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott" ADD CONSTRAINT "boycott_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott" ADD CONSTRAINT "boycott_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_version" ADD CONSTRAINT "boycott_version_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_seconder" ADD CONSTRAINT "boycott_seconder_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_seconder" ADD CONSTRAINT "boycott_seconder_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_key" ADD CONSTRAINT "boycott_key_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_token" ADD CONSTRAINT "boycott_token_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_token" ADD CONSTRAINT "boycott_token_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_pledge" ADD CONSTRAINT "boycott_pledge_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_act" ADD CONSTRAINT "boycott_act_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_ballot" ADD CONSTRAINT "boycott_ballot_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_ballot" ADD CONSTRAINT "boycott_ballot_reply_id_fkey" FOREIGN KEY ("reply_id") REFERENCES "reply"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "private_evidence" ADD CONSTRAINT "private_evidence_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "private_evidence" ADD CONSTRAINT "private_evidence_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "private_evidence_voice" ADD CONSTRAINT "private_evidence_voice_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "private_evidence"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "private_evidence_voice" ADD CONSTRAINT "private_evidence_voice_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "works_there" ADD CONSTRAINT "works_there_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "works_there" ADD CONSTRAINT "works_there_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_thread" ADD CONSTRAINT "forum_thread_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What is hidden is hidden, and shown again, by a decision about it.
CREATE TRIGGER "boycott_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "boycott" FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('boycott');
CREATE TRIGGER "boycott_showing" BEFORE UPDATE OF "hidden_by" ON "boycott" FOR EACH ROW WHEN (OLD."hidden_by" IS NOT NULL AND NEW."hidden_by" IS NULL) EXECUTE FUNCTION "check_showing"('boycott');
