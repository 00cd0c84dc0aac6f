-- Text as it is indexed and searched: lower case, no accents, no punctuation. In PL/pgSQL, not inlined:
-- inlined, the planner would evaluate it once for each reference.
CREATE OR REPLACE FUNCTION "search_fold"("said" text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    "folded" text := regexp_replace(replace(replace(replace(translate(lower(regexp_replace(
              normalize(said, NFD),
              '[\u00ad\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u200b-\u200f\u2060\u3099\u309a\ufeff]', '', 'g'
            ) COLLATE "C"), 'ØĐŁÞŒÆ', 'øđłþœæ'), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'),
            '[^0-9a-z\u00de-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\u1100-\u11ff\u3041-\u3098\u309b-\u30ff\u3400-\u9fff]+', ' ', 'g'
          );
BEGIN
    IF length(folded) < 2000 THEN
        RETURN folded;
    END IF;
    -- Longer words than the text search takes would be left out, and not counted.
    RETURN regexp_replace(folded, '([^ ]{100})[^ ]+', '\1', 'g');
END $$;
