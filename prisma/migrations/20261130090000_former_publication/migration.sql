-- What the contract migration drops is written no more; the version before reads it meanwhile.
ALTER TABLE "author" ALTER COLUMN "payout_key" SET DEFAULT md5((gen_random_uuid())::text),
    ALTER COLUMN "incident_key" SET DEFAULT md5((gen_random_uuid())::text),
    ALTER COLUMN "review_key" SET DEFAULT md5((gen_random_uuid())::text),
    ALTER COLUMN "task_key" SET DEFAULT md5((gen_random_uuid())::text),
    ALTER COLUMN "client_key" SET DEFAULT md5((gen_random_uuid())::text);
ALTER TABLE "standing_change" ALTER COLUMN "numbers" SET DEFAULT '{}';
