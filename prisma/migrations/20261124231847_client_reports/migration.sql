-- AlterTable
ALTER TABLE "client_summary" ADD COLUMN     "reports" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "client_summary_reports_client_id_idx" ON "client_summary"("reports" DESC, "client_id");
