-- AlterTable
ALTER TABLE "mail_address" ALTER COLUMN "code_hash" SET NOT NULL;

-- AlterTable
ALTER TABLE "push_subscription" ADD COLUMN     "session_id" TEXT NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "mail_address_code_hash_key" ON "mail_address"("code_hash");

-- CreateIndex
CREATE INDEX "push_subscription_session_id_idx" ON "push_subscription"("session_id");

-- AddForeignKey
ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
