-- The last day on which a payout that waits is not yet unpaid: 20 days after it was asked for, or one and a half
-- times the days within which it was expected. Null until these are computed.
CREATE OR REPLACE FUNCTION "payout_unpaid_after"("y" "payout") RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN y.expected_days IS NOT NULL
        THEN y.asked_on + GREATEST(20, ceil(1.5 * y.expected_days))::int END
$$;
