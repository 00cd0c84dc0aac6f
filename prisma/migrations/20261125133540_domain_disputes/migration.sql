-- CreateTable
CREATE TABLE "domain_dispute" (
    "id" TEXT NOT NULL,
    "platform_id" TEXT,
    "client_id" TEXT,
    "domain" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "reasons" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(0) NOT NULL,
    "due_at" TIMESTAMPTZ(0) NOT NULL,
    "case_id" TEXT,
    "answered_on" DATE,
    "outcome" TEXT,
    "answer" TEXT,

    CONSTRAINT "domain_dispute_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "domain_dispute_platform_id_idx" ON "domain_dispute"("platform_id");

-- CreateIndex
CREATE INDEX "domain_dispute_client_id_idx" ON "domain_dispute"("client_id");

-- CreateIndex
CREATE INDEX "domain_dispute_case_id_idx" ON "domain_dispute"("case_id");

-- CreateIndex
CREATE INDEX "domain_dispute_about_idx" ON "domain_dispute"("about");

-- AddForeignKey
ALTER TABLE "domain_dispute" ADD CONSTRAINT "domain_dispute_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "domain_dispute" ADD CONSTRAINT "domain_dispute_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "domain_dispute" ADD CONSTRAINT "domain_dispute_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "moderation_case"("id") ON DELETE SET NULL ON UPDATE CASCADE;
