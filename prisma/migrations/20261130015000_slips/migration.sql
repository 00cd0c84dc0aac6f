-- beside the version before: each member has a salt of her own from the first moment on; her row is short,
-- and members are few beside what they write.
ALTER TABLE "member" ADD COLUMN     "publication_salt" TEXT NOT NULL DEFAULT md5((gen_random_uuid())::text);

-- CreateTable
CREATE TABLE "slip" (
    "id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "monday" DATE NOT NULL,
    "window" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "detail" TEXT,
    "detail_class" INTEGER,
    "solicited" BOOLEAN NOT NULL,
    "released" BOOLEAN NOT NULL DEFAULT false,
    "withdrawn_on" DATE,

    CONSTRAINT "slip_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication_spending" (
    "id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "monday" DATE NOT NULL,
    "price" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "publication_spending_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_publication" (
    "payout_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "slip_id" TEXT,
    "state" TEXT NOT NULL,

    CONSTRAINT "payout_publication_pkey" PRIMARY KEY ("payout_id")
);

-- CreateIndex
CREATE INDEX "slip_owner_idx" ON "slip"("owner");

-- CreateIndex
CREATE INDEX "slip_platform_id_idx" ON "slip"("platform_id");

-- CreateIndex
CREATE INDEX "slip_monday_idx" ON "slip"("monday");

-- CreateIndex
CREATE INDEX "publication_spending_owner_idx" ON "publication_spending"("owner");

-- CreateIndex
CREATE INDEX "publication_spending_platform_id_idx" ON "publication_spending"("platform_id");

-- CreateIndex
CREATE INDEX "publication_spending_monday_idx" ON "publication_spending"("monday");

-- CreateIndex
CREATE INDEX "payout_publication_author_id_idx" ON "payout_publication"("author_id");

-- CreateIndex
CREATE INDEX "payout_publication_slip_id_idx" ON "payout_publication"("slip_id");

-- AddForeignKey
ALTER TABLE "slip" ADD CONSTRAINT "slip_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication_spending" ADD CONSTRAINT "publication_spending_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_publication" ADD CONSTRAINT "payout_publication_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_publication" ADD CONSTRAINT "payout_publication_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "author"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_publication" ADD CONSTRAINT "payout_publication_slip_id_fkey" FOREIGN KEY ("slip_id") REFERENCES "slip"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- One slip at a time waits for a member and platform.
CREATE UNIQUE INDEX "slip_waiting" ON "slip"("owner") WHERE NOT "released";

ALTER TABLE "slip"
    ADD CONSTRAINT "slip_on_a_monday" CHECK (extract(isodow FROM "monday") = 1 AND extract(isodow FROM COALESCE("withdrawn_on", "monday")) = 1),
    ADD CONSTRAINT "slip_outcome" CHECK ("outcome" IN ('paid', 'not-paid')),
    ADD CONSTRAINT "slip_detail" CHECK (("detail" IS NULL) = ("detail_class" IS NULL)
        AND ("detail" IS NULL OR "outcome" = 'paid' AND "detail" IN ('delay', 'amount')));
ALTER TABLE "publication_spending"
    ADD CONSTRAINT "publication_spending_price" CHECK ("price" > 0 AND "price" <= 1);
ALTER TABLE "payout_publication"
    ADD CONSTRAINT "payout_publication_state" CHECK ("state" IN ('first', 'joined', 'held-back') AND ("state" <> 'held-back' OR "slip_id" IS NULL));
