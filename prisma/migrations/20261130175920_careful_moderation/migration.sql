-- AlterTable
ALTER TABLE "case_proposal" ADD COLUMN     "batch" JSONB;

-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "batch" JSONB;

-- CreateTable
CREATE TABLE "watched_word" (
    "id" TEXT NOT NULL,
    "word" TEXT NOT NULL,
    "question_fr" TEXT NOT NULL,
    "question_en" TEXT NOT NULL,
    "added_on" DATE NOT NULL,

    CONSTRAINT "watched_word_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posting_pause" (
    "id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "posts" JSONB NOT NULL,
    "ends_at" TIMESTAMPTZ(0),
    "hidden_by" TEXT,

    CONSTRAINT "posting_pause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "likeness_look" (
    "case_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "looked_on" DATE NOT NULL,
    "answer" TEXT,

    CONSTRAINT "likeness_look_pkey" PRIMARY KEY ("case_id","member_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "watched_word_word_key" ON "watched_word"("word");

-- CreateIndex
CREATE INDEX "posting_pause_member_id_ends_at_idx" ON "posting_pause"("member_id", "ends_at");

-- CreateIndex
CREATE INDEX "posting_pause_hidden_by_idx" ON "posting_pause"("hidden_by");

-- CreateIndex
CREATE INDEX "likeness_look_member_id_idx" ON "likeness_look"("member_id");

-- AddForeignKey
ALTER TABLE "posting_pause" ADD CONSTRAINT "posting_pause_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posting_pause" ADD CONSTRAINT "posting_pause_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "likeness_look" ADD CONSTRAINT "likeness_look_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "moderation_case"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "likeness_look" ADD CONSTRAINT "likeness_look_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
