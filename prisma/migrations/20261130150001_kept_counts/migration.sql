-- CreateTable
CREATE TABLE "kept_count" (
    "name" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "cell" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "kept_count_pkey" PRIMARY KEY ("name","part","cell")
);
