-- AlterTable
ALTER TABLE "reply" ADD COLUMN     "rule" TEXT;

-- What the schema language cannot say.
ALTER TABLE "reply"
    ADD CONSTRAINT "reply_refused" CHECK (("state" = 'refused') = ("rule" IS NOT NULL AND "reason" IS NOT NULL));
