-- What a payout's author reports of it on a day: paid (three quarters of it at least) or not-paid; null while it
-- waits no longer than is normal, or nobody knows yet what is.
CREATE OR REPLACE FUNCTION "payout_outcome"("y" "payout", "day" date) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN y.state IN ('refused', 'given-up') THEN 'not-paid'
        WHEN y.state = 'waiting' THEN CASE WHEN day >= y.unpaid_on THEN 'not-paid' END
        WHEN y.received_share < 0.75 THEN 'not-paid'
        ELSE 'paid' END
$$;
