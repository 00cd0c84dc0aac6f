-- CreateTable
CREATE TABLE "boycott_event" (
    "boycott_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "happened_on" DATE NOT NULL,
    "way" TEXT,
    "reply_id" TEXT,
    "figures" JSONB NOT NULL,

    CONSTRAINT "boycott_event_pkey" PRIMARY KEY ("boycott_id","number")
);

-- CreateTable
CREATE TABLE "boycott_link" (
    "boycott_id" TEXT NOT NULL,
    "other_id" TEXT NOT NULL,
    "said_on" DATE NOT NULL,

    CONSTRAINT "boycott_link_pkey" PRIMARY KEY ("boycott_id","other_id")
);

-- CreateIndex
CREATE INDEX "boycott_event_reply_id_idx" ON "boycott_event"("reply_id");

-- CreateIndex
CREATE INDEX "boycott_link_other_id_idx" ON "boycott_link"("other_id");

-- AddForeignKey
ALTER TABLE "boycott_event" ADD CONSTRAINT "boycott_event_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_event" ADD CONSTRAINT "boycott_event_reply_id_fkey" FOREIGN KEY ("reply_id") REFERENCES "reply"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_link" ADD CONSTRAINT "boycott_link_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boycott_link" ADD CONSTRAINT "boycott_link_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;
