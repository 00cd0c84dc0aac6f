-- CreateTable
CREATE TABLE "boycott_translation" (
    "id" TEXT NOT NULL,
    "boycott_id" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "of_version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "grievance" TEXT NOT NULL,
    "demands" TEXT NOT NULL,
    "partaking" TEXT NOT NULL,
    "ends_when" TEXT NOT NULL,
    "member_id" TEXT,
    "published_on" DATE NOT NULL,
    "read_on" DATE,
    "hidden_by" TEXT,

    CONSTRAINT "boycott_translation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "boycott_translation_boycott_id_idx" ON "boycott_translation"("boycott_id");

-- CreateIndex
CREATE INDEX "boycott_translation_member_id_idx" ON "boycott_translation"("member_id");

-- CreateIndex
CREATE INDEX "boycott_translation_hidden_by_idx" ON "boycott_translation"("hidden_by");

-- AddForeignKey
ALTER TABLE "boycott_translation" ADD CONSTRAINT "boycott_translation_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_translation" ADD CONSTRAINT "boycott_translation_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_translation" ADD CONSTRAINT "boycott_translation_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;
