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

-- Who came with a dump keeps the weight that she had, whether she signed or not.
ALTER TABLE "author" DROP CONSTRAINT "author_frozen",
    ADD CONSTRAINT "author_frozen" CHECK ("brought" AND "frozen_established" IS NOT NULL
        OR NOT "brought" AND ("member_id" IS NULL) = ("frozen_established" IS NOT NULL));
-- A post whose text stayed behind has neither text nor HTML, and no renderer made it.
ALTER TABLE "forum_post" DROP CONSTRAINT "forum_post_withdrawn",
    ADD CONSTRAINT "forum_post_withdrawn" CHECK (num_nonnulls("text", "html") =
        CASE WHEN "withdrawn_on" IS NULL AND NOT ("renderer" = 0 AND "text" IS NULL) THEN 2 ELSE 0 END);
