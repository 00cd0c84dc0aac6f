-- CreateTable
CREATE TABLE "left_pseudonym" (
    "hash" TEXT NOT NULL,

    CONSTRAINT "left_pseudonym_pkey" PRIMARY KEY ("hash")
);
