-- CreateTable
CREATE TABLE "survey_year" (
    "year" INTEGER NOT NULL,
    "public_key" BYTEA NOT NULL,
    "private_key" TEXT,
    "key_slot" INTEGER,
    "key_check" BYTEA,

    CONSTRAINT "survey_year_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "survey_token_holder" (
    "year" INTEGER NOT NULL,
    "mark" BYTEA NOT NULL,
    "blinded_hash" BYTEA NOT NULL,

    CONSTRAINT "survey_token_holder_pkey" PRIMARY KEY ("year","mark")
);

-- CreateTable
CREATE TABLE "survey_answer" (
    "year" INTEGER NOT NULL,
    "key" BYTEA NOT NULL,
    "prefix" BYTEA NOT NULL,
    "signature" BYTEA NOT NULL,
    "answers" JSONB NOT NULL,

    CONSTRAINT "survey_answer_pkey" PRIMARY KEY ("year","key")
);

-- CreateTable
CREATE TABLE "survey_edition" (
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "published_on" DATE NOT NULL,
    "counted" INTEGER NOT NULL DEFAULT 0,
    "figures" JSONB NOT NULL,

    CONSTRAINT "survey_edition_pkey" PRIMARY KEY ("year","number")
);
