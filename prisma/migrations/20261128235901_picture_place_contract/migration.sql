-- Processes of the version before gave pictures of posts no place.
UPDATE "screenshot" s SET "place" = o."place" - 1
  FROM (SELECT "id", row_number() OVER (PARTITION BY "post_id" ORDER BY "seq") AS "place"
          FROM "screenshot" WHERE "post_id" IS NOT NULL) o
 WHERE o."id" = s."id" AND o."place" - 1 <> s."place";

-- It told in which order the pictures of all members came.
DROP INDEX "screenshot_seq_key";
ALTER TABLE "screenshot" DROP COLUMN "seq";
