-- A word that stands in a large part of all posts took longer the more posts a month had: all of the month
-- were ranked, for the newest few.
CREATE OR REPLACE FUNCTION "search_posts"("wanted" text[], "unwanted" text[], "narrowed" tsquery, "since" timestamptz, "until" timestamptz,
    "time" timestamptz, "half_life" float8, "most" int, "shown" int, "skipped" int,
    OUT "hits" int, OUT "common" boolean, OUT "ids" text[]) LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    "asked" tsquery := search_query(wanted, unwanted);
    "fitting" tsquery := CASE WHEN narrowed IS NULL THEN asked ELSE asked && narrowed END;
    "first_month" text := coalesce(to_char(since AT TIME ZONE 'UTC', 'YYYYMM'), '000000');
    "last_month" text := coalesce(to_char(until AT TIME ZONE 'UTC', 'YYYYMM'), '999999');
    "there" bigint := (SELECT sum(m.posts) FROM search_month m WHERE m.month BETWEEN first_month AND last_month);
    "few" boolean := there * 2 < (SELECT sum(m.posts) FROM search_month m);
    "far" bigint := 6 * most;
    "far_read" bigint;
    "named" bigint;
    "seen" bigint := 0;
    "oldest" text := '9999999';
    "within" tsquery;
    "one" record;
    "months" text[];
    "years" text[];
    "labels" text[];
    "narrow" boolean;
    "found_ids" text[] := '{}';
    "days" timestamptz[] := '{}';
    "ranks" real[] := '{}';
    "more" int;
    "more_ids" text[];
    "more_days" timestamptz[];
    "more_ranks" real[];
    "folded" text;
BEGIN
    hits := 0;
    common := false;
    ids := '{}';
    -- What is frequent among the newest posts is sooner found by reading them, newest first, than by its index,
    -- which would name a large part of a month: reading one costs two thirds of looking up and ranking another.
    IF asked IS NOT NULL AND since IS NULL AND until IS NULL THEN
        SELECT count(*) INTO more FROM (
            SELECT s.vector FROM post_search s ORDER BY s.posted_at DESC, s.post_id DESC LIMIT 100) n
         WHERE n.vector @@ fitting;
        far_read := CASE WHEN more > 0 THEN 100 * (most + 1) / more END;
        named := more * greatest(far, (SELECT m.posts FROM search_month m ORDER BY m.month DESC LIMIT 1)) / 100;
        IF 2 * far_read < 3 * named THEN
            SELECT count(*), array_agg(f.post_id), array_agg(f.posted_at), array_agg(f.rank)
              INTO hits, found_ids, days, ranks FROM (
                SELECT n.post_id, n.posted_at, ts_rank('{0.2, 0.2, 0.2, 1}', n.vector, asked, 1) AS rank FROM (
                    SELECT s.post_id, s.posted_at, s.vector FROM post_search s
                     ORDER BY s.posted_at DESC, s.post_id DESC LIMIT 3 * far_read / 2) n
                 WHERE n.vector @@ fitting LIMIT most + 1) f;
            IF hits <= most THEN
                hits := 0;
                found_ids := '{}';
                days := '{}';
                ranks := '{}';
            END IF;
        END IF;
    END IF;
    -- Where no month is there, nothing fits.
    WHILE hits <= most AND asked IS NOT NULL AND there IS NOT NULL LOOP
        narrow := 2 * far < there;
        labels := '{}';
        IF narrow THEN
            FOR one IN SELECT m.month, m.posts FROM search_month m WHERE m.month BETWEEN first_month AND last_month
                          AND m.month < oldest ORDER BY m.month DESC LOOP
                EXIT WHEN seen >= far OR cardinality(labels) > 5;
                seen := seen + one.posts;
                oldest := one.month;
                labels := labels || ('@' || one.month);
            END LOOP;
        END IF;
        -- Older months add to what was found, unless they are many.
        IF cardinality(labels) NOT BETWEEN 1 AND 5 THEN
            -- Few labels, since each one more is asked of every word's every post: past five months, whole
            -- years, from the newest on. All within days is found by labels too, unless it is most of what is there.
            seen := 0;
            hits := 0;
            found_ids := '{}';
            days := '{}';
            ranks := '{}';
            months := '{}';
            years := '{}';
            FOR one IN SELECT m.month, m.posts FROM search_month m WHERE m.month BETWEEN first_month AND last_month
                        ORDER BY m.month DESC LOOP
                EXIT WHEN NOT (narrow OR few) OR narrow AND seen >= far AND '@' || left(one.month, 4) <> years[1];
                seen := seen + one.posts;
                oldest := one.month;
                months := ('@' || one.month) || months;
                IF years[1] IS DISTINCT FROM '@' || left(one.month, 4) THEN
                    years := ('@' || left(one.month, 4)) || years;
                END IF;
            END LOOP;
            labels := CASE WHEN cardinality(months) <= 5 THEN months ELSE years END;
        END IF;
        within := CASE WHEN labels = '{}' THEN fitting
                       ELSE fitting && ('''' || array_to_string(labels, ''' | ''') || '''')::tsquery END;
        SELECT count(*), coalesce(array_agg(f.post_id), '{}'), coalesce(array_agg(f.posted_at), '{}'), coalesce(array_agg(f.rank), '{}')
          INTO more, more_ids, more_days, more_ranks FROM (
            -- Sorted without their vectors, which takes less, and read again where they stand, to be ranked: of a
            -- frequent word a month has many more than are ranked.
            SELECT n.post_id, n.posted_at, ts_rank('{0.2, 0.2, 0.2, 1}', v.vector, asked, 1) AS rank FROM (
                SELECT s.ctid AS at, s.post_id, s.posted_at FROM post_search s
                 WHERE s.vector @@ within AND (since IS NULL OR s.posted_at >= since) AND (until IS NULL OR s.posted_at < until)
                 ORDER BY s.posted_at DESC, s.post_id DESC LIMIT most + 1 - hits) n
              JOIN post_search v ON v.ctid = n.at
             ORDER BY n.posted_at DESC, n.post_id DESC) f;
        hits := hits + more;
        found_ids := found_ids || more_ids;
        days := days || more_days;
        ranks := ranks || more_ranks;
        EXIT WHEN NOT narrow OR hits > most;
        -- A little more than the share of those that fit asks for.
        far := greatest(5 * seen / 4, 6 * (most + 1) * seen / (5 * greatest(hits, 1)), far + 1);
    END LOOP;
    IF hits = 0 THEN
        folded := search_fold(array_to_string(wanted, ' '));
        common := search_stems('french', folded) = '' OR search_stems('english', folded) = '';
        RETURN;
    END IF;
    SELECT coalesce(array_agg(p.post_id), '{}') INTO ids FROM (
        -- Rounded, so that the last bit of a machine's sum decides no order.
        SELECT f.post_id FROM unnest(found_ids[1:most], days[1:most], ranks[1:most]) f(post_id, posted_at, rank)
         ORDER BY round(10000 * f.rank * (0.5 + 1 / (1 + date_part('epoch', time - f.posted_at) / half_life))) DESC,
                  f.posted_at DESC, f.post_id
         LIMIT shown OFFSET skipped) p;
END $$;

-- Names of clients that are like what was typed, by trigrams, best first. The planner takes it for cheap to
-- compare all of some hundred names; the index is five times as fast.
CREATE FUNCTION "client_slips"("typed" text, "most" int) RETURNS TABLE ("client_id" text, "called" text, "score" float8)
LANGUAGE plpgsql STABLE PARALLEL SAFE SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY
    SELECT n.client_id, n.text, greatest(similarity(n.key, typed), word_similarity(typed, n.key))::float8
      FROM client_name n WHERE typed <> '' AND (n.key % typed OR typed <% n.key)
     ORDER BY 3 DESC LIMIT most;
END $$;
