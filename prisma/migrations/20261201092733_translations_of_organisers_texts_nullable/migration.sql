-- beside the version before: it widens what was allowed, and that version shows the original for a null.
ALTER TABLE "boycott_translation"
  ALTER COLUMN "title" DROP NOT NULL,
  ALTER COLUMN "grievance" DROP NOT NULL,
  ALTER COLUMN "demands" DROP NOT NULL,
  ALTER COLUMN "partaking" DROP NOT NULL,
  ALTER COLUMN "ends_when" DROP NOT NULL;
