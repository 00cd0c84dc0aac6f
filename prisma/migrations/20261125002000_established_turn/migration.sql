-- CreateTable
CREATE TABLE "established_turn" (
    "day" DATE NOT NULL,
    "established" INTEGER NOT NULL,

    CONSTRAINT "established_turn_pkey" PRIMARY KEY ("day")
);
