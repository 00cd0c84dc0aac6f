-- CreateTable
CREATE TABLE "import_source" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "software" TEXT NOT NULL,
    "host" TEXT,
    "imported_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "import_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_original" (
    "source" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "original" TEXT NOT NULL,
    "our_id" TEXT NOT NULL,

    CONSTRAINT "import_original_pkey" PRIMARY KEY ("source","kind","original")
);

-- CreateTable
CREATE TABLE "import_claim" (
    "member_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "original" TEXT NOT NULL,
    "code_hash" TEXT,

    CONSTRAINT "import_claim_pkey" PRIMARY KEY ("member_id")
);

-- CreateTable
-- UNLOGGED, by hand: what a crash empties is read again from the file.
CREATE UNLOGGED TABLE "import_staged" (
    "source" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "original" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "our_id" TEXT NOT NULL,
    "date" TIMESTAMPTZ(0),
    "parent" TEXT,
    "parent_id" TEXT,
    "author_id" TEXT,
    "name" TEXT,
    "text" TEXT,
    "number" INTEGER,
    "more" JSONB,
    "place" INTEGER,
    "turn" INTEGER,

    CONSTRAINT "import_staged_pkey" PRIMARY KEY ("source","kind","original")
);

-- CreateIndex
CREATE INDEX "import_claim_source_idx" ON "import_claim"("source");

-- CreateIndex
CREATE INDEX "import_staged_kind_parent_number_idx" ON "import_staged"("kind", "parent", "number");

-- CreateIndex
CREATE INDEX "import_staged_turn_idx" ON "import_staged"("turn");

-- AddForeignKey
ALTER TABLE "import_claim" ADD CONSTRAINT "import_claim_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
