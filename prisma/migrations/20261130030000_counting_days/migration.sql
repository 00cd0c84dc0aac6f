-- Null in rows from before: they count from the day they were posted.
ALTER TABLE "payout" ADD COLUMN     "counting_on" DATE,
ADD COLUMN     "lines_on" DATE;

ALTER TABLE "slip" ADD COLUMN     "established" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "platform_summary" ADD COLUMN     "lines_kept" JSONB;

-- Numbers of earlier Mondays and of earlier changes moved with single reports: their standing stays, in words.
UPDATE "platform_day" SET
    "standing" = jsonb_build_object('state', "standing"->'state', 'since', "standing"->'since', 'lines', '[]'::jsonb),
    "evidence" = jsonb_build_object('slips', jsonb_build_object('until', NULL, 'paid', 0, 'notPaid', 0,
            'shareReceived', NULL, 'delays', 0, 'delayShares', '[]'::jsonb, 'medianDelayDays', NULL,
            'delay95Days', NULL, 'months', '[]'::jsonb, 'standing', NULL),
        'proofs', 0, 'incidents', "evidence"->'incidents', 'accountsClosed', "evidence"->'accountsClosed',
        'accountsClosedWithoutReason', "evidence"->'accountsClosedWithoutReason', 'tasks', "evidence"->'tasks');
UPDATE "standing_change" SET "numbers" = '{}';
