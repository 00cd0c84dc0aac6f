-- CreateTable
CREATE TABLE "post_search" (
    "post_id" TEXT NOT NULL,
    "posted_at" TIMESTAMPTZ(0) NOT NULL,
    "title_key" TEXT,
    "vector" tsvector NOT NULL,

    CONSTRAINT "post_search_pkey" PRIMARY KEY ("post_id")
);

-- CreateTable
CREATE TABLE "search_month" (
    "month" TEXT NOT NULL,
    "posts" INTEGER NOT NULL,

    CONSTRAINT "search_month_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "search_word" (
    "key" TEXT NOT NULL,
    "word" TEXT NOT NULL,
    "posts" INTEGER NOT NULL,

    CONSTRAINT "search_word_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "search_word_count" (
    "id" INTEGER NOT NULL,
    "counted_on" DATE NOT NULL,

    CONSTRAINT "search_word_count_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "post_search_vector_idx" ON "post_search" USING GIN ("vector");

-- CreateIndex
CREATE INDEX "post_search_title_key_trgm" ON "post_search" USING GIN ("title_key" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "search_word_key_trgm" ON "search_word" USING GIN ("key" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "task_title_key_trgm" ON "task" USING GIN ("title_key" gin_trgm_ops);

-- Without a list of what is not yet sorted in, which each search would read through.
ALTER INDEX "post_search_vector_idx" SET (fastupdate = off);

-- Words in lower case without accents, one blank between them. `server/search/words.ts` finds the same
-- words, so that a place in a vector is the number of a word in the text. Nothing here depends on a
-- collation: every database folds alike.
CREATE FUNCTION "search_fold"("said" text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN length(folded) < 2000 THEN folded
                -- Longer words than the text search takes would be left out, and not counted.
                ELSE regexp_replace(folded, '([^ ]{100})[^ ]+', '\1', 'g') END
      FROM (SELECT regexp_replace(replace(replace(replace(translate(lower(regexp_replace(
              normalize(said, NFD),
              '[\u00ad\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u200b-\u200f\u2060\u3099\u309a\ufeff]', '', 'g'
            ) COLLATE "C"), 'ØĐŁÞŒÆ', 'øđłþœæ'), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'),
            '[^0-9a-z\u00de-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\u1100-\u11ff\u3041-\u3098\u309b-\u30ff\u3400-\u9fff]+', ' ', 'g'
          ) AS folded) AS text
$$;

-- Stems of a folded text. The French ones are made for accents: without, "payees" and "paye", "retraits"
-- and "retrait" would part. Short words keep their end, which tells the empty ones.
CREATE FUNCTION "search_french"("folded" text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(regexp_replace(replace(folded, 'aye', 'aie'), '([a-z]{4})s(?= |$)', '\1', 'g'), 'ee(?= |$)', 'e', 'g')
$$;

CREATE FUNCTION "search_stems"("language" regconfig, "folded" text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_tsvector(language, CASE language WHEN 'french'::regconfig THEN search_french(folded) ELSE folded END)
$$;

-- The language is the one whose list of empty words takes more away.
CREATE FUNCTION "search_vector"("title" text, "said" text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    "title_words" text := coalesce(search_fold(left(title, 1000)), '');
    "words" text := coalesce(search_fold(left(said, 200000)), '');
    "french" tsvector := search_stems('french', words);
    "english" tsvector := search_stems('english', words);
BEGIN
    IF title_words <> '' THEN
        french := setweight(search_stems('french', title_words), 'A') || french;
        english := setweight(search_stems('english', title_words), 'A') || english;
    END IF;
    RETURN CASE WHEN length(english) < length(french) THEN english ELSE french END;
END $$;

-- What posts have to hold: all that is wanted, as one of both languages has it, and nothing of what is
-- not, in either. Null where only empty words are wanted. A term of several words is looked for as a
-- phrase. Terms come in lower case with their accents, by which the empty ones are known too.
CREATE FUNCTION "search_query"("wanted" text[], "unwanted" text[]) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    WITH term AS (
        SELECT is_wanted, language, phraseto_tsquery(language, CASE language WHEN 'french'::regconfig
                   THEN search_french(search_fold(said)) ELSE search_fold(said) END)::text AS query
          FROM (SELECT unnest(wanted) AS said, true AS is_wanted
                UNION ALL SELECT unnest(unwanted), false) t, unnest(ARRAY['french', 'english']::regconfig[]) language
         WHERE to_tsvector(language, said) <> '')
    SELECT ('(' || string_agg(DISTINCT query, ' | ') FILTER (WHERE is_wanted) || ')'
            || coalesce(string_agg(query, '') FILTER (WHERE NOT is_wanted), ''))::tsquery
      FROM (SELECT is_wanted, CASE WHEN is_wanted THEN '(' || string_agg('(' || query || ')', ' & ' ORDER BY query) || ')'
                                   ELSE string_agg(' & !(' || query || ')', '') END AS query
              FROM term WHERE query <> '' GROUP BY is_wanted, language) q
$$;

-- A withdrawn post that began a thread leaves its title to be found.
CREATE FUNCTION "put_post_search"("post" forum_post) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    "said" text := CASE WHEN post.withdrawn_on IS NULL THEN post.text END;
    "month" text := to_char(post.posted_at AT TIME ZONE 'UTC', 'YYYYMM');
    "thread" forum_thread;
    "title" text;
    "labels" text[];
BEGIN
    IF said IS NULL AND post.place > 1 THEN
        DELETE FROM post_search WHERE post_id = post.id;
        RETURN;
    END IF;
    SELECT * INTO thread FROM forum_thread WHERE id = post.thread_id;
    title := CASE WHEN post.place = 1 THEN thread.title END;
    labels := array_remove(ARRAY['@' || month, '@' || left(month, 4), CASE WHEN post.place = 1 THEN '=thread' END,
                                 '#' || thread.platform_id, '~' || post.member_id], NULL);
    INSERT INTO post_search (post_id, posted_at, title_key, vector)
    VALUES (post.id, post.posted_at, search_fold(title), search_vector(title, said) || array_to_tsvector(labels))
    ON CONFLICT (post_id) DO UPDATE SET posted_at = excluded.posted_at, title_key = excluded.title_key,
        vector = excluded.vector;
    INSERT INTO search_month VALUES (month, 0) ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION "keep_post_search"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM post_search WHERE post_id = OLD.id;
    ELSIF TG_OP = 'INSERT' THEN
        PERFORM put_post_search(NEW);
    ELSIF ROW(NEW.text, NEW.withdrawn_on, NEW.posted_at, NEW.place, NEW.thread_id)
        IS DISTINCT FROM ROW(OLD.text, OLD.withdrawn_on, OLD.posted_at, OLD.place, OLD.thread_id) THEN
        PERFORM put_post_search(NEW);
    ELSIF NEW.member_id IS DISTINCT FROM OLD.member_id THEN
        -- Her account is gone, or came back to who claimed it; nothing has to be read anew.
        UPDATE post_search SET vector = ts_delete(vector, '~' || coalesce(OLD.member_id, ''))
             || array_to_tsvector(array_remove(ARRAY['~' || NEW.member_id], NULL))
         WHERE post_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION "keep_thread_search"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.platform_id IS DISTINCT FROM OLD.platform_id THEN
        PERFORM put_post_search(p) FROM forum_post p WHERE p.thread_id = NEW.id;
    ELSIF NEW.title <> OLD.title THEN
        PERFORM put_post_search(p) FROM forum_post p WHERE p.thread_id = NEW.id AND p.place = 1;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER "forum_post_searched" AFTER INSERT OR UPDATE OR DELETE ON "forum_post"
    FOR EACH ROW EXECUTE FUNCTION "keep_post_search"();
CREATE TRIGGER "forum_thread_searched" AFTER UPDATE OF "title", "platform_id" ON "forum_thread"
    FOR EACH ROW EXECUTE FUNCTION "keep_thread_search"();

-- The newest posts that fit, `most` at most, with their rank: 1 + the logarithm of its length divides
-- that of a long text, which holds more words by chance. Where many fit, only the newest months or years
-- are looked through, as many as the newest few let expect to be enough: so the time does not grow with
-- what is older. What is found does not depend on that, nor on how the posts of a month were counted.
CREATE FUNCTION "search_newest"("asked" tsquery, "narrowed" tsquery, "since" timestamptz, "until" timestamptz, "most" int)
RETURNS TABLE ("post_id" text, "posted_at" timestamptz, "rank" real) LANGUAGE plpgsql STABLE AS $$
DECLARE
    "wanted" tsquery := CASE WHEN narrowed IS NULL THEN asked ELSE asked && narrowed END;
    "first_month" text := coalesce(to_char(since AT TIME ZONE 'UTC', 'YYYYMM'), '000000');
    "last_month" text := coalesce(to_char(until AT TIME ZONE 'UTC', 'YYYYMM'), '999999');
    "there" bigint := (SELECT sum(m.posts) FROM search_month m WHERE m.month BETWEEN first_month AND last_month);
    "far" bigint := 6 * most;
    "back_to" text;
    "inside" bigint;
    "within" tsquery;
    "ids" text[];
    "days" timestamptz[];
    "ranks" real[];
BEGIN
    FOR "turn" IN 1 .. 3 LOOP
        within := wanted;
        IF turn < 3 AND 2 * far < there THEN
            SELECT CASE WHEN count(*) > 12 THEN left(min(m.month), 4) ELSE min(m.month) END INTO back_to
              FROM (SELECT c.month, sum(c.posts) OVER (ORDER BY c.month DESC) - c.posts AS newer
                      FROM search_month c WHERE c.month BETWEEN first_month AND last_month) m
             WHERE m.newer < far;
            -- Few labels, since each one more is asked of every word's every post.
            SELECT wanted && string_agg(DISTINCT '''@' || left(m.month, length(back_to)) || '''', ' | ')::tsquery, sum(m.posts)
              INTO within, inside
              FROM search_month m WHERE m.month >= back_to AND m.month BETWEEN first_month AND last_month;
        END IF;
        SELECT array_agg(f.post_id), array_agg(f.posted_at), array_agg(ts_rank('{0.2, 0.2, 0.2, 1}', f.vector, asked, 1))
          INTO ids, days, ranks FROM (
            SELECT s.post_id, s.posted_at, s.vector FROM post_search s
             WHERE s.vector @@ within AND (since IS NULL OR s.posted_at >= since) AND (until IS NULL OR s.posted_at < until)
             ORDER BY s.posted_at DESC, s.post_id DESC LIMIT most) f;
        EXIT WHEN within = wanted OR cardinality(ids) = most;
        -- Half as many again as the share of those that fit asks for.
        far := greatest(2 * far, 3 * most * inside / (2 * greatest(cardinality(ids), 1)));
    END LOOP;
    RETURN QUERY SELECT * FROM unnest(ids, days, ranks);
END $$;

SELECT put_post_search(p) FROM "forum_post" p;
