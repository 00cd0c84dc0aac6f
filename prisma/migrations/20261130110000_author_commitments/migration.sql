-- AlterTable
ALTER TABLE "record_entry" ADD COLUMN     "author" TEXT;

-- CreateTable
CREATE TABLE "record_author_salt" (
    "commitment" TEXT NOT NULL,
    "salt" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,

    CONSTRAINT "record_author_salt_pkey" PRIMARY KEY ("commitment")
);

-- CreateIndex
CREATE INDEX "record_author_salt_member_id_idx" ON "record_author_salt"("member_id");

-- AddForeignKey
ALTER TABLE "record_author_salt" ADD CONSTRAINT "record_author_salt_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
