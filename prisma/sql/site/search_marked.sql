-- The stems of the wanted terms in both languages: the words to mark in a result.
CREATE OR REPLACE FUNCTION "search_marked"("wanted" text[]) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
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
