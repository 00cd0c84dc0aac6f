-- Typos are forgiven by comparing the three-letter pieces of names.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateTable
CREATE TABLE "member" (
    "id" TEXT NOT NULL,
    "pseudonym" TEXT NOT NULL,
    "pseudonym_key" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "recovery_hash" TEXT,
    "lang" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "established_on" DATE,

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "granted_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "ended_on" DATE,

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "author" (
    "id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "member_id" TEXT,
    "payout_key" TEXT NOT NULL,
    "incident_key" TEXT NOT NULL,
    "review_key" TEXT NOT NULL,
    "frozen_established" BOOLEAN,

    CONSTRAINT "author_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member_use" (
    "member_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "member_use_pkey" PRIMARY KEY ("member_id","kind","day")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "member_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "created_on" DATE NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("member_id","key")
);

-- CreateTable
CREATE TABLE "used_challenge" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "appeal" TEXT NOT NULL,
    "text" TEXT,
    "currency" TEXT,
    "happened_on" DATE NOT NULL,
    "lost_minor" INTEGER,
    "published_on" DATE NOT NULL,
    "happened_month" TEXT NOT NULL,
    "lost_rounded" INTEGER,
    "solicited" BOOLEAN NOT NULL,
    "signed" BOOLEAN NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_echo" (
    "incident_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,

    CONSTRAINT "incident_echo_pkey" PRIMARY KEY ("incident_id","author_id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "decided_on" DATE NOT NULL,
    "member_id" TEXT,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" TEXT NOT NULL,
    "receipt_hash" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "reasons" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout" (
    "id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "expected_minor" INTEGER NOT NULL,
    "received_minor" INTEGER,
    "fee_minor" INTEGER,
    "asked_on" DATE NOT NULL,
    "settled_on" DATE,
    "published_on" DATE NOT NULL,
    "expected_rounded" INTEGER NOT NULL,
    "received_rounded" INTEGER,
    "asked_month" TEXT NOT NULL,
    "delay_days" INTEGER,
    "due_by_itself" BOOLEAN NOT NULL,
    "still_waiting_on" DATE,
    "unanswered_reminders" INTEGER NOT NULL,
    "solicited" BOOLEAN NOT NULL,
    "signed" BOOLEAN NOT NULL,

    CONSTRAINT "payout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "screenshot" (
    "payout_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "thumbnail_width" INTEGER NOT NULL,
    "thumbnail_height" INTEGER NOT NULL,

    CONSTRAINT "screenshot_pkey" PRIMARY KEY ("payout_id")
);

-- CreateTable
CREATE TABLE "platform" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "activity" TEXT NOT NULL,
    "founded" INTEGER,
    "headquarters_city" TEXT,
    "headquarters_country" TEXT,
    "deep_labour" BOOLEAN NOT NULL,
    "note_fr" TEXT,
    "note_en" TEXT,
    "methods" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "threshold_minor" INTEGER,
    "threshold_currency" TEXT,
    "promise_days" INTEGER,
    "closed_on" DATE,
    "created_on" DATE NOT NULL,

    CONSTRAINT "platform_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "platform_name" (
    "platform_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "platform_name_pkey" PRIMARY KEY ("platform_id","kind","key")
);

-- CreateTable
CREATE TABLE "platform_link" (
    "platform_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "to_id" TEXT,

    CONSTRAINT "platform_link_pkey" PRIMARY KEY ("platform_id","kind","name")
);

-- CreateTable
CREATE TABLE "platform_revision" (
    "id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "undoes" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "member_id" TEXT,

    CONSTRAINT "platform_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revision_dispute" (
    "id" TEXT NOT NULL,
    "revision_id" TEXT NOT NULL,
    "member_id" TEXT,
    "reason" TEXT NOT NULL,
    "created_on" DATE NOT NULL,

    CONSTRAINT "revision_dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "platform_summary" (
    "platform_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "state_since" DATE NOT NULL,
    "ever_known" BOOLEAN NOT NULL,
    "mean" DOUBLE PRECISION,
    "payouts" INTEGER NOT NULL,
    "median_delay_days" INTEGER,
    "last_received_on" DATE,
    "rating" DOUBLE PRECISION,
    "standing" JSONB NOT NULL,
    "evidence" JSONB NOT NULL,
    "ratings" JSONB NOT NULL,
    "computed_on" DATE NOT NULL,

    CONSTRAINT "platform_summary_pkey" PRIMARY KEY ("platform_id")
);

-- CreateTable
CREATE TABLE "standing_change" (
    "id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "before" TEXT,
    "after" TEXT NOT NULL,
    "numbers" JSONB NOT NULL,

    CONSTRAINT "standing_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "record_entry" (
    "id" BIGSERIAL NOT NULL,
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "salt" TEXT,
    "commitment" TEXT NOT NULL,

    CONSTRAINT "record_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "pay" INTEGER NOT NULL,
    "punctuality" INTEGER NOT NULL,
    "fairness" INTEGER NOT NULL,
    "communication" INTEGER NOT NULL,
    "supply" INTEGER NOT NULL,
    "text" TEXT,
    "experienced_month" TEXT NOT NULL,
    "solicited" BOOLEAN NOT NULL,
    "signed" BOOLEAN NOT NULL,
    "published_on" DATE NOT NULL,
    "edited_on" DATE,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "member_pseudonym_key_key" ON "member"("pseudonym_key");

-- CreateIndex
CREATE INDEX "session_member_id_idx" ON "session"("member_id");

-- CreateIndex
CREATE INDEX "role_grant_member_id_idx" ON "role_grant"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "author_payout_key_key" ON "author"("payout_key");

-- CreateIndex
CREATE UNIQUE INDEX "author_incident_key_key" ON "author"("incident_key");

-- CreateIndex
CREATE UNIQUE INDEX "author_review_key_key" ON "author"("review_key");

-- CreateIndex
CREATE INDEX "author_platform_id_idx" ON "author"("platform_id");

-- CreateIndex
CREATE UNIQUE INDEX "author_member_id_platform_id_key" ON "author"("member_id", "platform_id");

-- CreateIndex
CREATE INDEX "incident_platform_id_published_on_idx" ON "incident"("platform_id", "published_on");

-- CreateIndex
CREATE INDEX "incident_author_id_idx" ON "incident"("author_id");

-- CreateIndex
CREATE INDEX "incident_echo_author_id_idx" ON "incident_echo"("author_id");

-- CreateIndex
CREATE INDEX "decision_platform_id_idx" ON "decision"("platform_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_receipt_hash_key" ON "notice"("receipt_hash");

-- CreateIndex
CREATE INDEX "payout_platform_id_published_on_idx" ON "payout"("platform_id", "published_on");

-- CreateIndex
CREATE INDEX "payout_author_id_idx" ON "payout"("author_id");

-- CreateIndex
CREATE INDEX "payout_published_on_idx" ON "payout"("published_on");

-- CreateIndex
CREATE INDEX "screenshot_key_idx" ON "screenshot"("key");

-- CreateIndex
CREATE UNIQUE INDEX "platform_slug_key" ON "platform"("slug");

-- CreateIndex
CREATE INDEX "platform_name_key_idx" ON "platform"("name_key");

-- CreateIndex
CREATE INDEX "platform_name_key_trgm" ON "platform_name" USING GIN ("key" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "platform_link_to_id_idx" ON "platform_link"("to_id");

-- CreateIndex
CREATE UNIQUE INDEX "platform_revision_undoes_key" ON "platform_revision"("undoes");

-- CreateIndex
CREATE INDEX "platform_revision_platform_id_created_at_idx" ON "platform_revision"("platform_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "revision_dispute_revision_id_member_id_key" ON "revision_dispute"("revision_id", "member_id");

-- CreateIndex
CREATE INDEX "platform_summary_state_idx" ON "platform_summary"("state");

-- CreateIndex
CREATE INDEX "platform_summary_computed_on_idx" ON "platform_summary"("computed_on");

-- CreateIndex
CREATE INDEX "standing_change_platform_id_day_idx" ON "standing_change"("platform_id", "day");

-- CreateIndex
CREATE INDEX "record_entry_subject_idx" ON "record_entry"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "review_author_id_key" ON "review"("author_id");

-- CreateIndex
CREATE INDEX "review_platform_id_published_on_idx" ON "review"("platform_id", "published_on");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "author" ADD CONSTRAINT "author_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "author" ADD CONSTRAINT "author_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_use" ADD CONSTRAINT "member_use_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "author"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_echo" ADD CONSTRAINT "incident_echo_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_echo" ADD CONSTRAINT "incident_echo_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "author"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "author"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "screenshot" ADD CONSTRAINT "screenshot_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "platform_name" ADD CONSTRAINT "platform_name_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "platform_link" ADD CONSTRAINT "platform_link_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "platform_link" ADD CONSTRAINT "platform_link_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "platform"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "platform_revision" ADD CONSTRAINT "platform_revision_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "platform_revision" ADD CONSTRAINT "platform_revision_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision_dispute" ADD CONSTRAINT "revision_dispute_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "platform_revision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision_dispute" ADD CONSTRAINT "revision_dispute_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "platform_summary" ADD CONSTRAINT "platform_summary_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "standing_change" ADD CONSTRAINT "standing_change_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "author"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What no code may get wrong, whoever writes it.
ALTER TABLE "payout"
    ADD CONSTRAINT "payout_state" CHECK ("state" IN ('received', 'waiting', 'refused')),
    ADD CONSTRAINT "payout_settled" CHECK (("state" = 'waiting') = ("settled_on" IS NULL)),
    ADD CONSTRAINT "payout_delay" CHECK (("settled_on" IS NULL) = ("delay_days" IS NULL)),
    ADD CONSTRAINT "payout_received" CHECK (("state" = 'received') = ("received_minor" IS NOT NULL)),
    ADD CONSTRAINT "payout_order" CHECK ("settled_on" >= "asked_on"),
    ADD CONSTRAINT "payout_amounts" CHECK ("expected_minor" > 0 AND "received_minor" > 0 AND "fee_minor" >= 0);
ALTER TABLE "incident"
    ADD CONSTRAINT "incident_kind" CHECK ("kind" IN ('account-closed', 'account-suspended', 'balance-stuck', 'tasks-refused'));
ALTER TABLE "review"
    ADD CONSTRAINT "review_criteria" CHECK (
        "pay" BETWEEN 1 AND 5 AND "punctuality" BETWEEN 1 AND 5 AND "fairness" BETWEEN 1 AND 5
        AND "communication" BETWEEN 1 AND 5 AND "supply" BETWEEN 1 AND 5);
ALTER TABLE "author"
    ADD CONSTRAINT "author_frozen" CHECK (("member_id" IS NULL) = ("frozen_established" IS NOT NULL));

-- The record is append only. A salt may be erased, nothing else may change.
CREATE FUNCTION "keep_record"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW."salt" IS NULL AND ROW(NEW."id", NEW."day", NEW."kind", NEW."subject", NEW."commitment")
        IS NOT DISTINCT FROM ROW(OLD."id", OLD."day", OLD."kind", OLD."subject", OLD."commitment") THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the public record is append only';
END $$;
CREATE TRIGGER "record_entry_kept" BEFORE UPDATE OR DELETE ON "record_entry"
    FOR EACH ROW EXECUTE FUNCTION "keep_record"();
CREATE TRIGGER "record_entry_not_emptied" BEFORE TRUNCATE ON "record_entry"
    FOR EACH STATEMENT EXECUTE FUNCTION "keep_record"();
