-- Prepares folded text for the French stemmer, which expects accents: otherwise "payees" and "paye",
-- "retraits" and "retrait" would differ. Short words are kept: the list of stop words has them.
CREATE OR REPLACE FUNCTION "search_french"("folded" text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(regexp_replace(replace(folded, 'aye', 'aie'), '([a-z]{4})s(?= |$)', '\1', 'g'), 'ee(?= |$)', 'e', 'g')
$$;
