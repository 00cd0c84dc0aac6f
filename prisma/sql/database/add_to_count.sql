-- Adds to a kept count (kept_count): to the first of its rows that no other transaction has locked, else to a new one.
-- So it never waits, and cannot deadlock.
CREATE OR REPLACE FUNCTION "add_to_count"("counted" text, "within" text, "more" int) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE kept_count k SET count = k.count + more
     WHERE k.name = counted AND k.part = within AND k.cell = (
        SELECT f.cell FROM kept_count f WHERE f.name = counted AND f.part = within
         ORDER BY f.cell LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF NOT FOUND THEN
        INSERT INTO kept_count (name, part, cell, count)
        VALUES (counted, within, floor(random() * 2147483647)::int, more)
            ON CONFLICT (name, part, cell) DO UPDATE SET count = kept_count.count + excluded.count;
    END IF;
END $$;
