-- AlterTable
ALTER TABLE "screenshot" ADD COLUMN "place" INTEGER NOT NULL DEFAULT 0;

-- Pictures of posts keep their order.
UPDATE "screenshot" s SET "place" = o."place" - 1
  FROM (SELECT "id", row_number() OVER (PARTITION BY "post_id" ORDER BY "seq") AS "place"
          FROM "screenshot" WHERE "post_id" IS NOT NULL) o
 WHERE o."id" = s."id" AND o."place" > 1;
