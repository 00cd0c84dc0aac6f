-- CreateTable
CREATE TABLE "barometer_edition" (
    "id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "made_on" DATE NOT NULL,

    CONSTRAINT "barometer_edition_pkey" PRIMARY KEY ("id")
);
