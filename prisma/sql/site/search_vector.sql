-- What a post is found by: the stems of its title, with weight A, and of its text. Of French and English
-- it takes the language whose stop words remove more.
CREATE OR REPLACE FUNCTION "search_vector"("title" text, "said" text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
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
