-- CreateTable
CREATE TABLE "private_evidence_checker" (
    "evidence_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "drawn_on" DATE NOT NULL,
    "replaced" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "private_evidence_checker_pkey" PRIMARY KEY ("evidence_id","member_id")
);

-- CreateIndex
CREATE INDEX "private_evidence_checker_member_id_idx" ON "private_evidence_checker"("member_id");

-- AddForeignKey
ALTER TABLE "private_evidence_checker" ADD CONSTRAINT "private_evidence_checker_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "private_evidence"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "private_evidence_checker" ADD CONSTRAINT "private_evidence_checker_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
