-- The commitment to the words of a row, where facts and words are committed to apart.
ALTER TABLE "record_entry" ADD COLUMN     "words" TEXT;
