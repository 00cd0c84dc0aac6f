ALTER TABLE "payout" ADD COLUMN     "amount_band" SMALLINT,
ADD COLUMN     "asked_sealed" TEXT,
ADD COLUMN     "key_slot" INTEGER,
ADD COLUMN     "received_share" DOUBLE PRECISION,
ADD COLUMN     "shown_minor" INTEGER,
ADD COLUMN     "unpaid_on" DATE;

-- beside the version before: what it reads of a payout that it did not write, for the minutes until it is gone.
ALTER TABLE "payout" ALTER COLUMN "expected_minor" SET DEFAULT 1,
    ALTER COLUMN "expected_rounded" SET DEFAULT 1,
    ALTER COLUMN "asked_on" SET DEFAULT '2000-01-01';

-- The day asked of a claim from before is not kept: the middle of its month stands for it.
-- beside the version before: it does not read what is written here, but for a delay of the same class.
UPDATE "payout" y SET
    "amount_band" = CASE WHEN e.euros < 10 THEN 0 WHEN e.euros < 30 THEN 1 WHEN e.euros < 100 THEN 2 ELSE 3 END,
    "received_share" = CASE WHEN y."received_minor" IS NULL THEN NULL
        WHEN y."received_minor" >= y."expected_minor" THEN 1
        WHEN y."received_minor" >= 0.9 * y."expected_minor" THEN 0.9
        WHEN y."received_minor" >= 0.75 * y."expected_minor" THEN 0.75
        WHEN y."received_minor" >= 0.5 * y."expected_minor" THEN 0.5
        WHEN y."received_minor" >= 0.25 * y."expected_minor" THEN 0.25 ELSE 0 END,
    "shown_minor" = CASE WHEN y."shows_amount" THEN COALESCE(y."received_rounded", y."expected_rounded") END,
    "delay_days" = CASE WHEN y."delay_days" <= 3 THEN 2 WHEN y."delay_days" <= 7 THEN 5
        WHEN y."delay_days" <= 14 THEN 11 WHEN y."delay_days" <= 30 THEN 22 WHEN y."delay_days" <= 60 THEN 45
        WHEN y."delay_days" <= 90 THEN 75 WHEN y."delay_days" <= 180 THEN 135
        WHEN y."delay_days" > 180 THEN 270 END,
    "unpaid_on" = CASE WHEN y."state" = 'waiting' AND y."expected_days" IS NOT NULL THEN
        y."asked_on" + GREATEST(20, ceil(1.5 * y."expected_days"))::int + 1 + floor(7 * random())::int END
  FROM (SELECT p."id", COALESCE(p."received_rounded", p."expected_rounded") / u."units" AS euros
      FROM "payout" p JOIN (VALUES
    ('EUR', 100), ('USD', 100), ('GBP', 90), ('CHF', 90), ('CAD', 200), ('MAD', 1000), ('DZD', 15000),
    ('TND', 3000), ('XOF', 700), ('XAF', 700), ('MGA', 5000), ('INR', 10000), ('BRL', 600), ('MXN', 2000),
    ('KES', 15000), ('NGN', 200000), ('PHP', 7000), ('ARS', 200000), ('AUD', 200), ('BDT', 15000),
    ('COP', 5000), ('EGP', 5000), ('GHS', 1000), ('GNF', 10000), ('IDR', 20000), ('MUR', 5000),
    ('PKR', 30000), ('PLN', 400), ('RON', 500), ('RWF', 2000), ('TRY', 5000), ('UAH', 5000), ('VES', 30000),
    ('VND', 30000), ('ZAR', 2000)) AS u ("currency", "units") USING ("currency")) e
  WHERE e."id" = y."id" AND y."amount_band" IS NULL;
