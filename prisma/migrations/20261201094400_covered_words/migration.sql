-- AlterTable
ALTER TABLE "case_proposal" ADD COLUMN     "words" JSONB;

-- AlterTable
ALTER TABLE "forum_post" ADD COLUMN     "covered_by" TEXT;

-- AlterTable
ALTER TABLE "review" ADD COLUMN     "covered_by" TEXT;

-- CreateTable
CREATE TABLE "text_cover" (
    "subject" TEXT NOT NULL,
    "words" JSONB NOT NULL,
    "mark" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "versions" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "text_cover_pkey" PRIMARY KEY ("subject")
);
