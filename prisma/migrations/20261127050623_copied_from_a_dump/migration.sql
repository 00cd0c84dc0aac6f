-- AlterTable
ALTER TABLE "author" ADD COLUMN     "brought" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "frozen_checked" TEXT,
ADD COLUMN     "signed_key" TEXT NOT NULL DEFAULT md5((gen_random_uuid())::text);

-- AlterTable
ALTER TABLE "finding" ADD COLUMN     "brought" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "role_grant" ALTER COLUMN "member_id" DROP NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "author_signed_key_key" ON "author"("signed_key");
