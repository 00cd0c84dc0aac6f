-- What `find_posts` replaces.
DROP FUNCTION "search_posts";
