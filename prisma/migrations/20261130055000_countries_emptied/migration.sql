-- beside the version before: it computes a figure of them once a month, which nobody sees any more.
UPDATE "member" SET "country" = NULL WHERE "country" IS NOT NULL;
UPDATE "author" SET "frozen_country" = NULL WHERE "frozen_country" IS NOT NULL;
