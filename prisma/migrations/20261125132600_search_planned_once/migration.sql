-- Searches are planned once a connection, whatever is asked: to plan took longer than to search.

-- What posts have to hold, as before, but in expressions alone: all that is wanted, as one of both
-- languages has it, and nothing of what is not, in either. Null where only empty words are wanted. A term
-- of several words is looked for as a phrase. Terms come in lower case with their accents, by which the
-- empty ones are known too.
CREATE OR REPLACE FUNCTION "search_query"("wanted" text[], "unwanted" text[]) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    "in_french" tsquery;
    "in_english" tsquery;
    "asked" tsquery;
    "term" tsquery;
    "said" text;
    "folded" text;
BEGIN
    FOREACH said IN ARRAY wanted LOOP
        folded := search_fold(said);
        IF to_tsvector('french', said) <> '' THEN
            term := phraseto_tsquery('french', search_french(folded));
            in_french := coalesce(in_french && term, term);
        END IF;
        IF to_tsvector('english', said) <> '' THEN
            term := phraseto_tsquery('english', folded);
            in_english := coalesce(in_english && term, term);
        END IF;
    END LOOP;
    asked := CASE WHEN in_french = in_english THEN in_french ELSE coalesce(in_french || in_english, in_french, in_english) END;
    IF numnode(asked) = 0 THEN
        RETURN NULL;
    END IF;
    FOREACH said IN ARRAY unwanted LOOP
        folded := search_fold(said);
        IF to_tsvector('french', said) <> '' THEN
            asked := asked && !!phraseto_tsquery('french', search_french(folded));
        END IF;
        IF to_tsvector('english', said) <> '' THEN
            asked := asked && !!phraseto_tsquery('english', folded);
        END IF;
    END LOOP;
    RETURN asked;
END $$;

-- Of each term wanted its stems in both languages: those that are marked where a post is shown.
CREATE FUNCTION "search_marked"("wanted" text[]) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    "stems" text[] := '{}';
    "said" text;
    "folded" text;
BEGIN
    FOREACH said IN ARRAY wanted LOOP
        folded := search_fold(said);
        stems := stems || tsvector_to_array(search_stems('french', folded))
                       || tsvector_to_array(search_stems('english', folded));
    END LOOP;
    RETURN stems;
END $$;

DROP FUNCTION "search_newest";

-- How many posts fit, counted up to one more than `most`; and `shown` of the newest `most`, the best first,
-- after `skipped`. Common is what holds empty words alone.
-- The rank: 1 + the logarithm of its length divides that of a long text, which holds more words by chance;
-- age takes at most two thirds of it, half of that in `half_life` seconds.
-- Where many fit, only the newest months or years are looked through, as many as the newest few let expect
-- to be enough: so the time does not grow with what is older. What is found does not depend on that, nor on
-- how the posts of a month were counted.
CREATE FUNCTION "search_posts"("wanted" text[], "unwanted" text[], "narrowed" tsquery, "since" timestamptz, "until" timestamptz,
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
    -- Where no month is there, nothing fits.
    WHILE asked IS NOT NULL AND there IS NOT NULL LOOP
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
            -- Ranked before they are sorted: to sort them with their vectors takes longer.
            SELECT s.post_id, s.posted_at, ts_rank('{0.2, 0.2, 0.2, 1}', s.vector, asked, 1) AS rank FROM post_search s
             WHERE s.vector @@ within AND (since IS NULL OR s.posted_at >= since) AND (until IS NULL OR s.posted_at < until)
             ORDER BY s.posted_at DESC, s.post_id DESC LIMIT most + 1 - hits) f;
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
