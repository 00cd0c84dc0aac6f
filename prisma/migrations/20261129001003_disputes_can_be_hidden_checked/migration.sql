ALTER TABLE "revision_dispute" VALIDATE CONSTRAINT "revision_dispute_hidden_by_fkey";
