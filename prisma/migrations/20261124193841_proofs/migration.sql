-- AlterTable
ALTER TABLE "author" ADD COLUMN     "frozen_country" TEXT,
ADD COLUMN     "frozen_voice" TEXT;

-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "alone" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "check_id" TEXT,
ADD COLUMN     "finding_id" TEXT;

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "country" TEXT,
ADD COLUMN     "voice" TEXT;

-- AlterTable
ALTER TABLE "payout" ADD COLUMN     "after_reply" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "date_forgotten" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "message" TEXT;

-- AlterTable
-- A picture that is there already keeps its place: its pay-out names it, the older one comes first.
ALTER TABLE "screenshot" ADD COLUMN     "id" TEXT,
ADD COLUMN     "seq" BIGSERIAL NOT NULL,
ADD COLUMN     "incident_id" TEXT,
ADD COLUMN     "covered_until" TIMESTAMPTZ(3),
ADD COLUMN     "was_covered" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "source_pixels" TEXT,
ADD COLUMN     "shown_pixels" TEXT,
ADD COLUMN     "dhash" BIGINT,
ADD COLUMN     "tokens" TEXT[] DEFAULT ARRAY[]::TEXT[];
UPDATE "screenshot" SET "id" = "payout_id";
UPDATE "screenshot" s SET "seq" = -o."place" FROM (
    SELECT s."id", row_number() OVER (ORDER BY p."published_on" DESC, p."id") AS "place"
      FROM "screenshot" s JOIN "payout" p ON p."id" = s."payout_id") o
 WHERE o."id" = s."id";
ALTER TABLE "screenshot" DROP CONSTRAINT "screenshot_pkey",
ALTER COLUMN "id" SET NOT NULL,
ALTER COLUMN "payout_id" DROP NOT NULL,
ADD CONSTRAINT "screenshot_pkey" PRIMARY KEY ("id");

-- CreateTable
CREATE TABLE "finding" (
    "id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "numbers" JSONB NOT NULL,
    "found_on" DATE NOT NULL,
    "ended_on" DATE,
    "lifted_on" DATE,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding_suspect" (
    "finding_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,

    CONSTRAINT "finding_suspect_pkey" PRIMARY KEY ("finding_id","author_id")
);

-- CreateTable
CREATE TABLE "proof_voice" (
    "id" TEXT NOT NULL,
    "payout_id" TEXT NOT NULL,
    "image_key" TEXT NOT NULL,
    "member_id" TEXT,
    "kind" TEXT NOT NULL,
    "reason" TEXT,
    "sentence" TEXT,
    "created_on" DATE NOT NULL,

    CONSTRAINT "proof_voice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proof_check" (
    "id" TEXT NOT NULL,
    "payout_id" TEXT NOT NULL,
    "image_key" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "match_payout_id" TEXT,
    "similarity" DOUBLE PRECISION,
    "state" TEXT NOT NULL,
    "opened_on" DATE NOT NULL,
    "settled_on" DATE,

    CONSTRAINT "proof_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check_opinion" (
    "id" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "member_id" TEXT,
    "upholds" BOOLEAN NOT NULL,
    "sentence" TEXT,
    "created_on" DATE NOT NULL,

    CONSTRAINT "check_opinion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "finding_platform_id_idx" ON "finding"("platform_id");

-- CreateIndex
CREATE INDEX "finding_suspect_author_id_idx" ON "finding_suspect"("author_id");

-- CreateIndex
CREATE UNIQUE INDEX "proof_voice_payout_id_member_id_key" ON "proof_voice"("payout_id", "member_id");

-- CreateIndex
CREATE INDEX "proof_check_payout_id_idx" ON "proof_check"("payout_id");

-- CreateIndex
CREATE INDEX "proof_check_match_payout_id_idx" ON "proof_check"("match_payout_id");

-- CreateIndex
CREATE INDEX "proof_check_state_opened_on_idx" ON "proof_check"("state", "opened_on");

-- CreateIndex
CREATE UNIQUE INDEX "check_opinion_check_id_member_id_key" ON "check_opinion"("check_id", "member_id");

-- CreateIndex
CREATE INDEX "decision_check_id_idx" ON "decision"("check_id");

-- CreateIndex
CREATE INDEX "decision_finding_id_idx" ON "decision"("finding_id");

-- CreateIndex
CREATE INDEX "member_voice_idx" ON "member"("voice");

-- CreateIndex
CREATE UNIQUE INDEX "screenshot_payout_id_key" ON "screenshot"("payout_id");

-- CreateIndex
CREATE UNIQUE INDEX "screenshot_incident_id_key" ON "screenshot"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "screenshot_seq_key" ON "screenshot"("seq");

-- CreateIndex
CREATE INDEX "screenshot_source_pixels_idx" ON "screenshot"("source_pixels");

-- CreateIndex
CREATE INDEX "screenshot_shown_pixels_idx" ON "screenshot"("shown_pixels");

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_suspect" ADD CONSTRAINT "finding_suspect_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_suspect" ADD CONSTRAINT "finding_suspect_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "author"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proof_voice" ADD CONSTRAINT "proof_voice_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proof_voice" ADD CONSTRAINT "proof_voice_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proof_check" ADD CONSTRAINT "proof_check_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proof_check" ADD CONSTRAINT "proof_check_match_payout_id_fkey" FOREIGN KEY ("match_payout_id") REFERENCES "payout"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_opinion" ADD CONSTRAINT "check_opinion_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "proof_check"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_opinion" ADD CONSTRAINT "check_opinion_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "proof_check"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "screenshot" ADD CONSTRAINT "screenshot_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.
ALTER TABLE "payout"
    DROP CONSTRAINT "payout_state",
    DROP CONSTRAINT "payout_settled",
    ADD CONSTRAINT "payout_state" CHECK ("state" IN ('received', 'waiting', 'refused', 'given-up')),
    ADD CONSTRAINT "payout_settled" CHECK (("state" = 'waiting' OR "date_forgotten") = ("settled_on" IS NULL)),
    ADD CONSTRAINT "payout_forgotten" CHECK (NOT "date_forgotten" OR "state" = 'received'),
    ADD CONSTRAINT "payout_after_reply" CHECK (NOT "after_reply" OR "state" = 'received');
ALTER TABLE "incident"
    DROP CONSTRAINT "incident_kind",
    ADD CONSTRAINT "incident_kind" CHECK ("kind" IN ('account-closed', 'account-suspended', 'balance-stuck', 'tasks-refused', 'posts-bought'));
ALTER TABLE "screenshot"
    ADD CONSTRAINT "screenshot_of_one" CHECK (("payout_id" IS NULL) <> ("incident_id" IS NULL));
ALTER TABLE "proof_voice"
    ADD CONSTRAINT "proof_voice_kind" CHECK ("kind" IN ('confirm', 'doubt')),
    ADD CONSTRAINT "proof_voice_reason" CHECK (("kind" = 'doubt') = ("reason" IS NOT NULL));
ALTER TABLE "proof_check"
    ADD CONSTRAINT "proof_check_origin" CHECK ("origin" IN ('doubt', 'match')),
    ADD CONSTRAINT "proof_check_state" CHECK ("state" IN ('open', 'upheld', 'dismissed')),
    ADD CONSTRAINT "proof_check_settled" CHECK (("state" = 'open') = ("settled_on" IS NULL));
-- One open question of a kind about one proof: who doubts for the same reason joins it.
CREATE UNIQUE INDEX "proof_check_one_open" ON "proof_check" ("payout_id", "reason") WHERE "state" = 'open';
ALTER TABLE "finding"
    ADD CONSTRAINT "finding_kind" CHECK ("kind" IN ('burst', 'cohort', 'lockstep', 'proof-gap')),
    ADD CONSTRAINT "finding_direction" CHECK ("direction" IN ('praise', 'blame'));
