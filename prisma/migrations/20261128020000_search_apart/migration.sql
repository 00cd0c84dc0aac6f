-- Finds the same posts sooner. What narrows a search, months among it, stands in a condition of its own: the index then
-- goes on in each where the other stands, instead of asking every label of every post that has the words, which took two to
-- six times as long. So labels of more months are asked for before those of whole years, and fewer posts are sorted. Months
-- are read once.
CREATE OR REPLACE FUNCTION "find_posts"("wanted" text[], "unwanted" text[], "narrowed" tsquery, "since" timestamptz, "until" timestamptz,
    "time" timestamptz, "half_life" float8, "most" int, "shown" int, "skipped" int,
    OUT "hits" int, OUT "common" boolean, OUT "older" boolean, OUT "ids" text[]) LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    "asked" tsquery := search_query(wanted, unwanted);
    "fitting" tsquery := CASE WHEN narrowed IS NULL THEN asked ELSE asked && narrowed END;
    -- As if all words of a phrase might stand anywhere: the index names these, and each is looked at.
    "loose" tsquery := regexp_replace(asked::text, '<(-|\d+)>', '&', 'g')::tsquery;
    "least" int := most / 2;
    "most_labels" int := 12;
    -- The months within the days that are asked for, the newest first, and how many posts each has.
    "months" text[];
    "counts" int[];
    "there" bigint;
    "few" boolean;
    -- How many of the newest posts are looked through at least, and how many there are in the months up to `last`.
    "far" bigint := 10 * least;
    "most_far" bigint;
    "seen" bigint := 0;
    "last" int := 0;
    "first" int;
    "far_read" bigint;
    "sampled" int;
    "labels" text[];
    "within" tsquery;
    "narrow" boolean;
    "found_ids" text[] := '{}';
    "days" timestamptz[] := '{}';
    "ranks" real[] := '{}';
    "more" int;
    "named" int;
    "more_ids" text[];
    "more_days" timestamptz[];
    "more_ranks" real[];
    "folded" text;
BEGIN
    hits := 0;
    common := false;
    older := false;
    ids := '{}';
    SELECT array_agg(m.month ORDER BY m.month DESC), array_agg(m.posts ORDER BY m.month DESC), sum(m.posts)
      INTO months, counts, there FROM search_month m
     WHERE m.month BETWEEN coalesce(to_char(since AT TIME ZONE 'UTC', 'YYYYMM'), '000000')
                       AND coalesce(to_char(until AT TIME ZONE 'UTC', 'YYYYMM'), '999999');
    few := (since IS NOT NULL OR until IS NOT NULL) AND there * 2 < (SELECT sum(m.posts) FROM search_month m);
    IF asked IS NOT NULL AND there IS NOT NULL THEN
        SELECT count(*) FILTER (WHERE n.vector @@ fitting), count(*) FILTER (WHERE n.vector @@ loose AND n.vector @@ coalesce(narrowed, loose)) INTO sampled, named FROM (
            SELECT s.vector FROM post_search s
             WHERE s.posted_at >= coalesce(since, '-infinity') AND s.posted_at < coalesce(until, 'infinity')
             ORDER BY s.posted_at DESC, s.post_id DESC LIMIT 100) n;
        -- So far back that the index names some thousand posts to look at, however many there are.
        most_far := 100 * 5000 / greatest(named, 1);
        -- What is frequent among the newest posts is sooner found by reading them, newest first, than by its index,
        -- which would name a large part of a month: reading one costs two thirds of looking up and ranking another.
        far_read := CASE WHEN sampled > 0 THEN 100 * (most + 1) / sampled END;
        IF 2 * far_read < 3 * sampled * greatest(far, counts[1]) / 100 THEN
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
        first := last + 1;
        last := CASE WHEN narrow THEN last ELSE cardinality(months) END;
        WHILE narrow AND seen < far LOOP
            last := last + 1;
            seen := seen + counts[last];
        END LOOP;
        -- Older months add to what was found, unless they are many: then whole years are asked for, since each label
        -- more is asked of every word's every post. All within days is found by labels too, unless it is most of what
        -- is there.
        labels := '{}';
        IF (narrow OR few) AND last - first < most_labels THEN
            SELECT array_agg('@' || m) INTO labels FROM unnest(months[first:last]) m;
        ELSE
            hits := 0;
            found_ids := '{}';
            days := '{}';
            ranks := '{}';
            WHILE narrow AND left(months[last + 1], 4) = left(months[last], 4) LOOP
                last := last + 1;
                seen := seen + counts[last];
            END LOOP;
            IF narrow OR few THEN
                SELECT array_agg(DISTINCT '@' || left(m, 4)) INTO labels FROM unnest(months[:last]) m;
            END IF;
        END IF;
        within := CASE WHEN labels <> '{}' THEN ('''' || array_to_string(labels, ''' | ''') || '''')::tsquery END;
        within := coalesce(narrowed && within, narrowed, within, loose);
        SELECT count(*), coalesce(array_agg(f.post_id), '{}'), coalesce(array_agg(f.posted_at), '{}'), coalesce(array_agg(f.rank), '{}')
          INTO more, more_ids, more_days, more_ranks FROM (
            -- Sorted without their vectors, which takes less, and read again where they stand, to be ranked: of a
            -- frequent word a month has many more than are ranked.
            SELECT n.post_id, n.posted_at, ts_rank('{0.2, 0.2, 0.2, 1}', v.vector, asked, 1) AS rank FROM (
                -- Two conditions rather than one: in each, the index goes on where the other stands. Where nothing
                -- narrows, the words are asked for once more, which takes little.
                SELECT s.ctid AS at, s.post_id, s.posted_at FROM post_search s
                 WHERE s.vector @@ asked AND s.vector @@ within
                   AND (since IS NULL OR s.posted_at >= since) AND (until IS NULL OR s.posted_at < until)
                 ORDER BY s.posted_at DESC, s.post_id DESC LIMIT most + 1 - hits) n
              JOIN post_search v ON v.ctid = n.at
             ORDER BY n.posted_at DESC, n.post_id DESC) f;
        hits := hits + more;
        found_ids := found_ids || more_ids;
        days := days || more_days;
        ranks := ranks || more_ranks;
        older := narrow OR hits > most;
        EXIT WHEN NOT narrow OR hits >= least OR seen >= most_far;
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
