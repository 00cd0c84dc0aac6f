DROP TRIGGER "payment_message_emptied" ON "payout";
DROP FUNCTION "empty_payment_message"();

ALTER TABLE "payout" DROP COLUMN "message";
