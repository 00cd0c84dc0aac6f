-- The newest posts that fit are ranked: half of `most` at least, where there are so many, and `most` of them. To look for
-- all of them, however far back, took ten times as long where what fits is frequent in one month and rare in others. And
-- a phrase of frequent words that hardly anybody said was looked for in each post that has these words: now in the
-- newest of them. `older` says that there may be more, in older posts.
CREATE FUNCTION "find_posts"("wanted" text[], "unwanted" text[], "narrowed" tsquery, "since" timestamptz, "until" timestamptz,
    "time" timestamptz, "half_life" float8, "most" int, "shown" int, "skipped" int,
    OUT "hits" int, OUT "common" boolean, OUT "older" boolean, OUT "ids" text[]) LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    "asked" tsquery := search_query(wanted, unwanted);
    "fitting" tsquery := CASE WHEN narrowed IS NULL THEN asked ELSE asked && narrowed END;
    -- As if all words of a phrase might stand anywhere: the index names these, and each is looked at.
    "loose" tsquery := regexp_replace(fitting::text, '<(-|\d+)>', '&', 'g')::tsquery;
    "least" int := most / 2;
    "first_month" text := coalesce(to_char(since AT TIME ZONE 'UTC', 'YYYYMM'), '000000');
    "last_month" text := coalesce(to_char(until AT TIME ZONE 'UTC', 'YYYYMM'), '999999');
    "there" bigint := (SELECT sum(m.posts) FROM search_month m WHERE m.month BETWEEN first_month AND last_month);
    "few" boolean := there * 2 < (SELECT sum(m.posts) FROM search_month m);
    "far" bigint := 6 * least;
    "most_far" bigint;
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
    "named_more" int;
    "more_ids" text[];
    "more_days" timestamptz[];
    "more_ranks" real[];
    "folded" text;
BEGIN
    hits := 0;
    common := false;
    older := false;
    ids := '{}';
    IF asked IS NOT NULL AND there IS NOT NULL THEN
        SELECT count(*) FILTER (WHERE n.vector @@ fitting), count(*) FILTER (WHERE n.vector @@ loose) INTO more, named_more FROM (
            SELECT s.vector FROM post_search s
             WHERE s.posted_at >= coalesce(since, '-infinity') AND s.posted_at < coalesce(until, 'infinity')
             ORDER BY s.posted_at DESC, s.post_id DESC LIMIT 100) n;
        -- So far back that the index names some thousand posts to look at, however many there are.
        most_far := 100 * 5000 / greatest(named_more, 1);
        -- What is frequent among the newest posts is sooner found by reading them, newest first, than by its index,
        -- which would name a large part of a month: reading one costs two thirds of looking up and ranking another.
        far_read := CASE WHEN more > 0 THEN 100 * (most + 1) / more END;
        named := more * greatest(far, (SELECT m.posts FROM search_month m ORDER BY m.month DESC LIMIT 1)) / 100;
        IF 2 * far_read < 3 * named THEN
            SELECT count(*), array_agg(f.post_id), array_agg(f.posted_at), array_agg(f.rank)
              INTO hits, found_ids, days, ranks FROM (
                SELECT n.post_id, n.posted_at, ts_rank('{0.2, 0.2, 0.2, 1}', n.vector, asked, 1) AS rank FROM (
                    SELECT s.post_id, s.posted_at, s.vector FROM post_search s
                     WHERE s.posted_at >= coalesce(since, '-infinity') AND s.posted_at < coalesce(until, 'infinity')
                     ORDER BY s.posted_at DESC, s.post_id DESC LIMIT 3 * far_read / 2) n
                 WHERE n.vector @@ fitting LIMIT most + 1) f;
            IF hits < least THEN
                hits := 0;
                found_ids := '{}';
                days := '{}';
                ranks := '{}';
            ELSE
                older := true;
            END IF;
        END IF;
    END IF;
    -- Where no month is there, nothing fits.
    WHILE hits < least AND asked IS NOT NULL AND there IS NOT NULL LOOP
        far := least(far, most_far);
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
        older := narrow OR hits > most;
        EXIT WHEN NOT narrow OR hits >= least OR seen >= most_far;
        -- A little more than the share of those that fit asks for.
        far := greatest(5 * seen / 4, 6 * least * seen / (5 * greatest(hits, 1)), far + 1);
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
