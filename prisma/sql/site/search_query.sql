-- The query for posts that have every wanted term, in French or in English, and no unwanted one in either;
-- null where only stop words of both are wanted. Terms come in lower case with their accents, by which stop
-- words are recognised. A term of several words is a phrase.
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
