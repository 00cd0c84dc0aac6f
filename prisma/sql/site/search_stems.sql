-- needs: search_french
-- Stems of folded text.
CREATE OR REPLACE FUNCTION "search_stems"("language" regconfig, "folded" text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_tsvector(language, CASE language WHEN 'french'::regconfig THEN search_french(folded) ELSE folded END)
$$;
