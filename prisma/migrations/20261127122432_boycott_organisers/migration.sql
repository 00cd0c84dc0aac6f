-- AlterTable
ALTER TABLE "boycott_key" DROP CONSTRAINT "boycott_key_pkey",
ADD COLUMN     "organiser" INTEGER NOT NULL DEFAULT 0,
ADD CONSTRAINT "boycott_key_pkey" PRIMARY KEY ("boycott_id", "rank", "organiser");

-- CreateTable
CREATE TABLE "boycott_organiser" (
    "boycott_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "member_id" TEXT,
    "signed_on" DATE,
    "refused_on" DATE,
    "reminded_on" DATE,

    CONSTRAINT "boycott_organiser_pkey" PRIMARY KEY ("boycott_id","number")
);

-- CreateTable
CREATE TABLE "boycott_cosignature" (
    "boycott_id" TEXT NOT NULL,
    "organiser" INTEGER NOT NULL,
    "rank" TEXT NOT NULL,
    "blinded" BYTEA NOT NULL,
    "signature" BYTEA,

    CONSTRAINT "boycott_cosignature_pkey" PRIMARY KEY ("boycott_id","organiser","rank","blinded")
);

-- CreateIndex
CREATE INDEX "boycott_organiser_member_id_idx" ON "boycott_organiser"("member_id");

-- AddForeignKey
ALTER TABLE "boycott_organiser" ADD CONSTRAINT "boycott_organiser_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_organiser" ADD CONSTRAINT "boycott_organiser_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_cosignature" ADD CONSTRAINT "boycott_cosignature_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;
