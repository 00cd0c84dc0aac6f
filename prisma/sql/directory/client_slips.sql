-- Clients with a name similar to what was typed, by trigrams, best first. Without enable_seqscan = off the
-- planner compares every name, which takes five times as long as the index.
CREATE OR REPLACE FUNCTION "client_slips"("typed" text, "most" int) RETURNS TABLE ("client_id" text, "called" text, "score" float8)
LANGUAGE plpgsql STABLE PARALLEL SAFE SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY
    SELECT n.client_id, n.text, greatest(similarity(n.key, typed), word_similarity(typed, n.key))::float8
      FROM client_name n WHERE typed <> '' AND (n.key % typed OR typed <% n.key)
     ORDER BY 3 DESC LIMIT most;
END $$;
