-- AlterTable
ALTER TABLE "thread_decision" ADD COLUMN     "alone" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "proposed_act" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "rule" TEXT,
    "reason" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "member_id" TEXT,
    "handle" TEXT,
    "proposed_at" TIMESTAMPTZ(0) NOT NULL,
    "state" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(0),
    "second_id" TEXT,
    "second_handle" TEXT,
    "objection" TEXT,
    "ended_at" TIMESTAMPTZ(0),
    "result" TEXT,
    "before" JSONB,
    "reverses" TEXT,

    CONSTRAINT "proposed_act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "act_draw" (
    "act_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "drawn_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "act_draw_pkey" PRIMARY KEY ("act_id","member_id")
);

-- CreateIndex
CREATE INDEX "proposed_act_subject_kind_idx" ON "proposed_act"("subject", "kind");

-- CreateIndex
CREATE INDEX "proposed_act_state_idx" ON "proposed_act"("state");

-- CreateIndex
CREATE INDEX "proposed_act_result_idx" ON "proposed_act"("result");

-- CreateIndex
CREATE INDEX "proposed_act_reverses_idx" ON "proposed_act"("reverses");

-- CreateIndex
CREATE INDEX "proposed_act_member_id_idx" ON "proposed_act"("member_id");

-- CreateIndex
CREATE INDEX "proposed_act_second_id_idx" ON "proposed_act"("second_id");

-- CreateIndex
CREATE INDEX "act_draw_member_id_idx" ON "act_draw"("member_id");

-- AddForeignKey
ALTER TABLE "proposed_act" ADD CONSTRAINT "proposed_act_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposed_act" ADD CONSTRAINT "proposed_act_second_id_fkey" FOREIGN KEY ("second_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "act_draw" ADD CONSTRAINT "act_draw_act_id_fkey" FOREIGN KEY ("act_id") REFERENCES "proposed_act"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "act_draw" ADD CONSTRAINT "act_draw_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Nobody confirms her own act; one is open of a kind and a subject that moderators decide on.
ALTER TABLE "proposed_act" ADD CONSTRAINT "proposed_act_two_people" CHECK ("second_id" <> "member_id");
CREATE UNIQUE INDEX "proposed_act_one_open" ON "proposed_act"("subject", "kind")
    WHERE "state" = 'open' AND "handle" IS NOT NULL;
