-- AlterTable
ALTER TABLE "mail_address" ADD COLUMN     "tried_at" TIMESTAMPTZ(0);

-- AlterTable
ALTER TABLE "push_subscription" ADD COLUMN     "untold_since" TIMESTAMPTZ(0);
