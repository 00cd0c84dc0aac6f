-- Those that processes of the version before wrote meanwhile.
UPDATE "screenshot" SET "source_pixels" = NULL WHERE "tokens" <> '{}';

ALTER TABLE "screenshot" DROP COLUMN "tokens",
-- Changes nothing but that the table is written anew: the dropped column would stay in its files.
ALTER COLUMN "place" TYPE INTEGER USING ("place" + 0);
