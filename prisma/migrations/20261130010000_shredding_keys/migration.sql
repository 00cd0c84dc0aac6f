-- Keys that are destroyed with the rows they encrypt stand outside the database; here are their slots.
CREATE TABLE "shredding_key" (
    "slot" SERIAL NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'used',
    "freed_at" TIMESTAMPTZ(0),

    CONSTRAINT "shredding_key_pkey" PRIMARY KEY ("slot")
);

CREATE INDEX "shredding_key_state_idx" ON "shredding_key"("state");

ALTER TABLE "private_message" ADD COLUMN "key_slot" INTEGER;
ALTER TABLE "message_flag" ADD COLUMN "key_slot" INTEGER;
ALTER TABLE "private_evidence" ADD COLUMN "key_slot" INTEGER;

CREATE TABLE "member_key" (
    "member_id" TEXT NOT NULL,
    "key_slot" INTEGER NOT NULL,
    "key_check" BYTEA NOT NULL,
    "lost_at" TIMESTAMPTZ(0),

    CONSTRAINT "member_key_pkey" PRIMARY KEY ("member_id"),
    CONSTRAINT "member_key_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "boycott_phase_key" (
    "boycott_id" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "key_slot" INTEGER NOT NULL,
    "key_check" BYTEA NOT NULL,

    CONSTRAINT "boycott_phase_key_pkey" PRIMARY KEY ("boycott_id", "phase"),
    CONSTRAINT "boycott_phase_key_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "boycott_second" (
    "boycott_id" TEXT NOT NULL,
    "mark" BYTEA NOT NULL,
    "established" BOOLEAN NOT NULL,

    CONSTRAINT "boycott_second_pkey" PRIMARY KEY ("boycott_id", "mark"),
    CONSTRAINT "boycott_second_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "boycott_token_holder" (
    "boycott_id" TEXT NOT NULL,
    "mark" BYTEA NOT NULL,
    "rank" TEXT NOT NULL,
    "blinded_hash" BYTEA NOT NULL,

    CONSTRAINT "boycott_token_holder_pkey" PRIMARY KEY ("boycott_id", "mark"),
    CONSTRAINT "boycott_token_holder_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
