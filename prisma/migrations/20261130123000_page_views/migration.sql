-- CreateTable
CREATE TABLE "platform_page_views" (
    "platform_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "views" INTEGER NOT NULL,

    CONSTRAINT "platform_page_views_pkey" PRIMARY KEY ("platform_id","month")
);

-- AddForeignKey
ALTER TABLE "platform_page_views" ADD CONSTRAINT "platform_page_views_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE CASCADE ON UPDATE CASCADE;
