-- Full-text search of posts: ranks the newest that match, at most `most` of them and at least half as many
-- where there are so many. It steps back through the months, newest first, so that a frequent word costs
-- no more than a rare one. `narrowed` are labels (prisma/site/search.prisma), `half_life` is in seconds.
-- Answers `hits`, how many match, `most` + 1 where there are more; `common`, whether only stop words were
-- wanted; `older`, whether older posts may match too; `ids`, best first, `shown` of them after `skipped`.
CREATE OR REPLACE FUNCTION "find_posts"("wanted" text[], "unwanted" text[], "narrowed" tsquery, "since" timestamptz, "until" timestamptz,
    "time" timestamptz, "half_life" float8, "most" int, "shown" int, "skipped" int,
    OUT "hits" int, OUT "common" boolean, OUT "older" boolean, OUT "ids" text[]) LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    "asked" tsquery := search_query(wanted, unwanted);
    "fitting" tsquery := CASE WHEN narrowed IS NULL THEN asked ELSE asked && narrowed END;
    "exact" tsquery := CASE WHEN unwanted = '{}' THEN asked ELSE search_query(wanted, '{}') END;
    -- The query without the order of phrases: the index finds posts with all words of a phrase, and each is then
    -- checked.
    "loose" tsquery := regexp_replace(exact::text, '<(-|\d+)>', '&', 'g')::tsquery;
    "phrase" boolean := exact <> loose;
    "least" int := most / 2;
    "final" timestamp := (until - interval '1 second') AT TIME ZONE 'UTC';
    -- The months within the requested days, newest first, and the number of posts in each; that of the last month is
    -- estimated from its days.
    "months" text[];
    "counts" int[];
    "there" bigint;
    "few" boolean;
    -- `far`: minimum number of newest posts that are searched. `seen`: number of posts in the months up to `last`.
    "far" bigint := 10 * least;
    "most_far" bigint;
    "seen" bigint := 0;
    -- Posts with the words of a phrase, beside each other or not, that were looked at.
    "named" bigint := 0;
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
    "more_named" bigint;
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
                       AND coalesce(to_char(final, 'YYYYMM'), '999999');
    IF months[1] = to_char(final, 'YYYYMM') THEN
        counts[1] := ceil(counts[1] * extract(day FROM final) / 31);
    END IF;
    few := (since IS NOT NULL OR until IS NOT NULL) AND there * 2 < (SELECT sum(m.posts) FROM search_month m);
    IF asked IS NOT NULL AND there IS NOT NULL THEN
        SELECT count(*) FILTER (WHERE n.vector @@ fitting) INTO sampled FROM (
            SELECT s.vector FROM post_search s
             WHERE s.posted_at >= coalesce(since, '-infinity') AND s.posted_at < coalesce(until, 'infinity')
             ORDER BY s.posted_at DESC, s.post_id DESC LIMIT 100) n;
        most_far := there;
        -- A word that is frequent among the newest posts is found sooner by reading them, newest first, than by the
        -- index, which would return a large part of a month: reading one post costs two thirds of looking up and
        -- ranking one.
        far_read := CASE WHEN sampled > 0 THEN 100 * (most + 1) / sampled END;
        IF 2 * far_read < 3 * sampled * greatest(far, counts[1]) / 100 THEN
            SELECT count(*), array_agg(f.post_id), array_agg(f.posted_at), array_agg(f.rank)
              INTO more, found_ids, days, ranks FROM (
                SELECT n.post_id, n.posted_at, ts_rank('{0.2, 0.2, 0.2, 1}', n.vector, asked, 1) AS rank FROM (
                    SELECT s.post_id, s.posted_at, s.vector FROM post_search s
                     WHERE s.posted_at >= coalesce(since, '-infinity') AND s.posted_at < coalesce(until, 'infinity')
                     ORDER BY s.posted_at DESC, s.post_id DESC LIMIT 3 * far_read / 2) n
                 WHERE n.vector @@ fitting LIMIT most + 1) f;
            IF more >= least THEN
                hits := more;
                older := true;
            END IF;
        END IF;
    END IF;
    -- No month left means that no older post can match.
    WHILE hits < least AND asked IS NOT NULL AND there IS NOT NULL LOOP
        far := least(far, most_far);
        narrow := 2 * far < there;
        first := last + 1;
        last := CASE WHEN narrow THEN last ELSE cardinality(months) END;
        WHILE narrow AND seen < far LOOP
            last := last + 1;
            seen := seen + counts[last];
        END LOOP;
        narrow := narrow AND last < cardinality(months);
        -- Adds the hits of older months. Labels of months select all posts within the requested days, unless those are
        -- most of the posts: then the search covers everything, and finds earlier hits again.
        labels := '{}';
        IF narrow OR few THEN
            SELECT array_agg(y.label) INTO labels FROM (
                SELECT unnest(CASE WHEN min(m.nth) >= first AND max(m.nth) <= last
                               AND count(*) = (SELECT count(*) FROM search_month c WHERE left(c.month, 4) = m.year)
                              THEN ARRAY['@' || m.year]
                              ELSE array_agg('@' || m.month) FILTER (WHERE m.nth BETWEEN first AND last) END) AS label
                  FROM (SELECT u.month, u.nth, left(u.month, 4) AS year FROM unnest(months) WITH ORDINALITY u(month, nth)) m
                 GROUP BY m.year HAVING max(m.nth) >= first AND min(m.nth) <= last) y;
        ELSE
            hits := 0;
        END IF;
        within := CASE WHEN labels <> '{}' THEN ('''' || array_to_string(labels, ''' | ''') || '''')::tsquery END;
        within := coalesce(narrowed && within, narrowed, within, loose);
        IF phrase THEN
            -- The index finds posts with all words of a phrase, in any order; each is then checked.
            WITH n AS MATERIALIZED (
                SELECT s.ctid AS at, s.post_id, s.posted_at,
                       (since IS NULL OR s.posted_at >= since) AND (until IS NULL OR s.posted_at < until) AND s.vector @@ asked AS fits
                  FROM post_search s WHERE s.vector @@ loose AND s.vector @@ within)
            SELECT (SELECT count(*) FROM n), count(*), coalesce(array_agg(f.post_id), '{}'), coalesce(array_agg(f.posted_at), '{}'), coalesce(array_agg(f.rank), '{}')
              INTO more_named, more, more_ids, more_days, more_ranks FROM (
                SELECT b.post_id, b.posted_at, ts_rank('{0.2, 0.2, 0.2, 1}', v.vector, asked, 1) AS rank FROM (
                    SELECT n.at, n.post_id, n.posted_at FROM n WHERE n.fits
                     ORDER BY n.posted_at DESC, n.post_id DESC LIMIT most + 1 - hits) b
                  JOIN post_search v ON v.ctid = b.at
                 ORDER BY b.posted_at DESC, b.post_id DESC) f;
            named := named + more_named;
            -- Maximum number of posts to go back over, so that some 2,500 posts with the words are checked, however
            -- frequent they are.
            most_far := 2500 * seen / greatest(named, 1);
        ELSE
            SELECT count(*), coalesce(array_agg(f.post_id), '{}'), coalesce(array_agg(f.posted_at), '{}'), coalesce(array_agg(f.rank), '{}')
              INTO more, more_ids, more_days, more_ranks FROM (
                -- Sorts without the vectors, which is cheaper, and reads those of the newest hits again to rank them: a
                -- frequent word has many more hits in a month than are ranked.
                SELECT n.post_id, n.posted_at, ts_rank('{0.2, 0.2, 0.2, 1}', v.vector, asked, 1) AS rank FROM (
                    -- Two conditions instead of one: a posting list of the index can then skip to the position of the
                    -- other one. Without labels both conditions have the words, which costs little.
                    SELECT s.ctid AS at, s.post_id, s.posted_at FROM post_search s
                     WHERE s.vector @@ asked AND s.vector @@ within
                       AND (since IS NULL OR s.posted_at >= since) AND (until IS NULL OR s.posted_at < until)
                     ORDER BY s.posted_at DESC, s.post_id DESC LIMIT most + 1 - hits) n
                  JOIN post_search v ON v.ctid = n.at
                 ORDER BY n.posted_at DESC, n.post_id DESC) f;
        END IF;
        found_ids := found_ids[:hits] || more_ids;
        days := days[:hits] || more_days;
        ranks := ranks[:hits] || more_ranks;
        hits := hits + more;
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
