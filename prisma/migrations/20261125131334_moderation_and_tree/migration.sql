-- DropForeignKey
ALTER TABLE "decision" DROP CONSTRAINT "decision_platform_id_fkey";

-- AlterTable
ALTER TABLE "client_guess" ADD COLUMN     "hidden_by" TEXT;

-- AlterTable
ALTER TABLE "client_review" ADD COLUMN     "hidden_by" TEXT;

-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "automated" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "case_id" TEXT,
ADD COLUMN     "decided_at" TIMESTAMPTZ(0),
ADD COLUMN     "facts" TEXT,
ADD COLUMN     "numbers" JSONB,
ADD COLUMN     "origin" TEXT NOT NULL DEFAULT 'own-initiative',
ADD COLUMN     "replaces" TEXT,
ADD COLUMN     "stage" TEXT NOT NULL DEFAULT 'first',
ADD COLUMN     "subject" TEXT,
ADD COLUMN     "until" TIMESTAMPTZ(0),
ALTER COLUMN "platform_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "forum_post" ADD COLUMN     "hidden_by" TEXT;

-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "hidden_by" TEXT;

-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "answer" TEXT,
ADD COLUMN     "case_id" TEXT,
ADD COLUMN     "ended_at" TIMESTAMPTZ(0),
ADD COLUMN     "outcome" TEXT;

-- AlterTable
ALTER TABLE "payout" ADD COLUMN     "hidden_by" TEXT;

-- AlterTable
ALTER TABLE "record_entry" ADD COLUMN     "actor" TEXT,
ADD COLUMN     "actor_salt" TEXT,
ADD COLUMN     "form" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "leaf" BIGINT;

-- AlterTable
ALTER TABLE "reply" ADD COLUMN     "domain" TEXT,
ADD COLUMN     "facts" JSONB,
ADD COLUMN     "hidden_by" TEXT,
ADD COLUMN     "subject" TEXT;

-- AlterTable
ALTER TABLE "review" ADD COLUMN     "hidden_by" TEXT;

-- AlterTable
ALTER TABLE "role_grant" ADD COLUMN     "handle" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "task_report" ADD COLUMN     "hidden_by" TEXT;

-- CreateTable
CREATE TABLE "domain_proof" (
    "id" TEXT NOT NULL,
    "platform_id" TEXT,
    "client_id" TEXT,
    "domain" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "asked_on" DATE NOT NULL,
    "method" TEXT,
    "proven_on" DATE,

    CONSTRAINT "domain_proof_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_hand" (
    "decision_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "seat" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "member_id" TEXT,

    CONSTRAINT "decision_hand_pkey" PRIMARY KEY ("decision_id","number")
);

-- CreateTable
CREATE TABLE "moderation_case" (
    "id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "platform_id" TEXT,
    "origin" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(0) NOT NULL,
    "due_at" TIMESTAMPTZ(0),
    "closed_at" TIMESTAMPTZ(0),
    "taken_by" TEXT,
    "taken_until" TIMESTAMPTZ(0),

    CONSTRAINT "moderation_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_party" (
    "case_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "case_party_pkey" PRIMARY KEY ("case_id","member_id")
);

-- CreateTable
CREATE TABLE "flag" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "member_id" TEXT,
    "reason" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "rated_party" BOOLEAN NOT NULL,
    "flagged_on" DATE NOT NULL,
    "outcome" TEXT,

    CONSTRAINT "flag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flag_pause" (
    "member_id" TEXT NOT NULL,
    "ends_on" DATE NOT NULL,
    "unfounded" INTEGER NOT NULL,
    "flags" INTEGER NOT NULL,

    CONSTRAINT "flag_pause_pkey" PRIMARY KEY ("member_id")
);

-- CreateTable
CREATE TABLE "case_proposal" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "member_id" TEXT,
    "handle" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(0) NOT NULL,
    "state" TEXT NOT NULL,
    "objection" TEXT,
    "second_id" TEXT,
    "second_handle" TEXT,

    CONSTRAINT "case_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appeal" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "decision_id" TEXT NOT NULL,
    "member_id" TEXT,
    "role" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "appealed_at" TIMESTAMPTZ(0) NOT NULL,
    "state" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(0),

    CONSTRAINT "appeal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "jury" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "appeal_id" TEXT,
    "seats" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "called_at" TIMESTAMPTZ(0) NOT NULL,
    "draw_hour" TIMESTAMPTZ(0) NOT NULL,
    "author_commitment" TEXT,
    "flagger_commitment" TEXT,
    "author_nonce" TEXT,
    "flagger_nonce" TEXT,
    "pool" JSONB NOT NULL,
    "pool_hash" TEXT NOT NULL,
    "checkpoint" TEXT,
    "seed" TEXT,
    "ends_at" TIMESTAMPTZ(0),

    CONSTRAINT "jury_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "juror" (
    "jury_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "drawn" TEXT NOT NULL,
    "member_id" TEXT,
    "state" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(0) NOT NULL,
    "vote" TEXT,
    "rule" TEXT,
    "reason" TEXT,

    CONSTRAINT "juror_pkey" PRIMARY KEY ("jury_id","place")
);

-- CreateTable
CREATE TABLE "moderator_care" (
    "member_id" TEXT NOT NULL,
    "quiet_until" TIMESTAMPTZ(0),
    "cases_a_day" INTEGER,

    CONSTRAINT "moderator_care_pkey" PRIMARY KEY ("member_id")
);

-- CreateTable
CREATE TABLE "moderator_turn" (
    "day" DATE NOT NULL,
    "member_id" TEXT NOT NULL,

    CONSTRAINT "moderator_turn_pkey" PRIMARY KEY ("day","member_id")
);

-- CreateTable
CREATE TABLE "legal_demand" (
    "id" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "received_on" DATE NOT NULL,
    "asks" TEXT NOT NULL,
    "what" TEXT,
    "outcome" TEXT NOT NULL,
    "answer" TEXT,
    "answered_on" DATE,
    "withheld" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "legal_demand_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "platform_day" (
    "platform_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "standing" JSONB NOT NULL,
    "evidence" JSONB NOT NULL,
    "ratings" JSONB NOT NULL,

    CONSTRAINT "platform_day_pkey" PRIMARY KEY ("platform_id","day")
);

-- CreateTable
CREATE TABLE "record_tile" (
    "level" INTEGER NOT NULL,
    "index" BIGINT NOT NULL,
    "hashes" BYTEA NOT NULL,

    CONSTRAINT "record_tile_pkey" PRIMARY KEY ("level","index")
);

-- CreateTable
CREATE TABLE "record_checkpoint" (
    "size" BIGINT NOT NULL,
    "root" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "record_checkpoint_pkey" PRIMARY KEY ("size")
);

-- CreateTable
CREATE TABLE "record_cosignature" (
    "size" BIGINT NOT NULL,
    "witness" TEXT NOT NULL,
    "line" TEXT NOT NULL,

    CONSTRAINT "record_cosignature_pkey" PRIMARY KEY ("size","witness")
);

-- CreateTable
CREATE TABLE "record_log" (
    "number" INTEGER NOT NULL,
    "began" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "cites" TEXT NOT NULL,
    "began_on" DATE NOT NULL,

    CONSTRAINT "record_log_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE UNIQUE INDEX "domain_proof_secret_hash_key" ON "domain_proof"("secret_hash");

-- CreateIndex
CREATE INDEX "domain_proof_platform_id_idx" ON "domain_proof"("platform_id");

-- CreateIndex
CREATE INDEX "domain_proof_client_id_idx" ON "domain_proof"("client_id");

-- CreateIndex
CREATE INDEX "decision_hand_member_id_idx" ON "decision_hand"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_hand_decision_id_member_id_key" ON "decision_hand"("decision_id", "member_id");

-- CreateIndex
CREATE INDEX "moderation_case_state_opened_at_idx" ON "moderation_case"("state", "opened_at");

-- CreateIndex
CREATE INDEX "moderation_case_subject_idx" ON "moderation_case"("subject");

-- CreateIndex
CREATE INDEX "case_party_member_id_idx" ON "case_party"("member_id");

-- CreateIndex
CREATE INDEX "flag_member_id_flagged_on_idx" ON "flag"("member_id", "flagged_on");

-- CreateIndex
CREATE UNIQUE INDEX "flag_case_id_member_id_key" ON "flag"("case_id", "member_id");

-- CreateIndex
CREATE INDEX "case_proposal_case_id_idx" ON "case_proposal"("case_id");

-- CreateIndex
CREATE INDEX "case_proposal_member_id_idx" ON "case_proposal"("member_id");

-- CreateIndex
CREATE INDEX "case_proposal_second_id_idx" ON "case_proposal"("second_id");

-- CreateIndex
CREATE INDEX "appeal_decision_id_idx" ON "appeal"("decision_id");

-- CreateIndex
CREATE INDEX "appeal_member_id_idx" ON "appeal"("member_id");

-- CreateIndex
CREATE INDEX "appeal_state_idx" ON "appeal"("state");

-- CreateIndex
CREATE UNIQUE INDEX "appeal_case_id_member_id_key" ON "appeal"("case_id", "member_id");

-- CreateIndex
CREATE INDEX "jury_case_id_idx" ON "jury"("case_id");

-- CreateIndex
CREATE INDEX "jury_appeal_id_idx" ON "jury"("appeal_id");

-- CreateIndex
CREATE INDEX "jury_state_idx" ON "jury"("state");

-- CreateIndex
CREATE INDEX "juror_member_id_idx" ON "juror"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "juror_jury_id_member_id_key" ON "juror"("jury_id", "member_id");

-- CreateIndex
CREATE INDEX "moderator_turn_member_id_idx" ON "moderator_turn"("member_id");

-- CreateIndex
CREATE INDEX "legal_demand_received_on_idx" ON "legal_demand"("received_on");

-- CreateIndex
CREATE INDEX "record_checkpoint_signed_at_idx" ON "record_checkpoint"("signed_at");

-- CreateIndex
CREATE INDEX "client_guess_hidden_by_idx" ON "client_guess"("hidden_by");

-- CreateIndex
CREATE INDEX "client_review_hidden_by_idx" ON "client_review"("hidden_by");

-- CreateIndex
CREATE UNIQUE INDEX "decision_replaces_key" ON "decision"("replaces");

-- CreateIndex
CREATE INDEX "decision_case_id_idx" ON "decision"("case_id");

-- CreateIndex
CREATE INDEX "decision_subject_idx" ON "decision"("subject");

-- CreateIndex
CREATE INDEX "decision_decided_on_idx" ON "decision"("decided_on");

-- CreateIndex
CREATE INDEX "forum_post_hidden_by_idx" ON "forum_post"("hidden_by");

-- CreateIndex
CREATE INDEX "incident_hidden_by_idx" ON "incident"("hidden_by");

-- CreateIndex
CREATE INDEX "notice_case_id_idx" ON "notice"("case_id");

-- CreateIndex
CREATE INDEX "notice_ended_at_idx" ON "notice"("ended_at");

-- CreateIndex
CREATE INDEX "payout_hidden_by_idx" ON "payout"("hidden_by");

-- CreateIndex
CREATE UNIQUE INDEX "record_entry_leaf_key" ON "record_entry"("leaf");

-- CreateIndex
CREATE INDEX "reply_hidden_by_idx" ON "reply"("hidden_by");

-- CreateIndex
CREATE INDEX "reply_subject_idx" ON "reply"("subject");

-- CreateIndex
CREATE INDEX "review_hidden_by_idx" ON "review"("hidden_by");

-- CreateIndex
CREATE INDEX "task_report_hidden_by_idx" ON "task_report"("hidden_by");

-- AddForeignKey
ALTER TABLE "client_review" ADD CONSTRAINT "client_review_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_guess" ADD CONSTRAINT "client_guess_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply" ADD CONSTRAINT "reply_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "domain_proof" ADD CONSTRAINT "domain_proof_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "domain_proof" ADD CONSTRAINT "domain_proof_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_post" ADD CONSTRAINT "forum_post_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "moderation_case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_hand" ADD CONSTRAINT "decision_hand_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_hand" ADD CONSTRAINT "decision_hand_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moderation_case" ADD CONSTRAINT "moderation_case_taken_by_fkey" FOREIGN KEY ("taken_by") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moderation_case" ADD CONSTRAINT "moderation_case_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_party" ADD CONSTRAINT "case_party_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "moderation_case"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_party" ADD CONSTRAINT "case_party_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag" ADD CONSTRAINT "flag_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "moderation_case"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag" ADD CONSTRAINT "flag_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag_pause" ADD CONSTRAINT "flag_pause_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_proposal" ADD CONSTRAINT "case_proposal_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "moderation_case"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_proposal" ADD CONSTRAINT "case_proposal_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_proposal" ADD CONSTRAINT "case_proposal_second_id_fkey" FOREIGN KEY ("second_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "moderation_case"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "jury" ADD CONSTRAINT "jury_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "moderation_case"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "jury" ADD CONSTRAINT "jury_appeal_id_fkey" FOREIGN KEY ("appeal_id") REFERENCES "appeal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "juror" ADD CONSTRAINT "juror_jury_id_fkey" FOREIGN KEY ("jury_id") REFERENCES "jury"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "juror" ADD CONSTRAINT "juror_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moderator_care" ADD CONSTRAINT "moderator_care_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moderator_turn" ADD CONSTRAINT "moderator_turn_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "moderation_case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "platform_day" ADD CONSTRAINT "platform_day_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "record_cosignature" ADD CONSTRAINT "record_cosignature_size_fkey" FOREIGN KEY ("size") REFERENCES "record_checkpoint"("size") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_report" ADD CONSTRAINT "task_report_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- At most one case about a thing is open.
CREATE UNIQUE INDEX "moderation_case_one_open" ON "moderation_case"("subject") WHERE "state" <> 'closed';
-- At most one proposal of a case waits for a second person.
CREATE UNIQUE INDEX "case_proposal_one_open" ON "case_proposal"("case_id") WHERE "state" = 'open';

-- Who decides a case, whatever the program says: two people hide, one of them a moderator or both of
-- a jury; no party to it; nobody twice, and in an appeal nobody who decided before. A veil is one
-- moderator's, and ends within 72 hours. Under 20 established members one moderator decides alone.
CREATE FUNCTION "check_hands"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    "made" "decision";
    "people" INT;
    "moderators" INT;
BEGIN
    SELECT * INTO "made" FROM "decision" WHERE "id" = CASE TG_TABLE_NAME
        WHEN 'decision' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'decision_id' END;
    IF NOT FOUND OR "made"."case_id" IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT count(DISTINCT "member_id"), count(DISTINCT "member_id") FILTER (WHERE "seat" = 'moderator')
      INTO "people", "moderators" FROM "decision_hand" WHERE "decision_id" = "made"."id";
    IF EXISTS (SELECT 1 FROM "decision_hand" h JOIN "case_party" p
                 ON p."case_id" = "made"."case_id" AND p."member_id" = h."member_id"
                WHERE h."decision_id" = "made"."id") THEN
        RAISE EXCEPTION 'a party does not decide' USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_by_no_party';
    END IF;
    IF "made"."stage" IN ('appeal', 'jury') AND EXISTS (
        SELECT 1 FROM "decision_hand" h JOIN "decision_hand" e ON e."member_id" = h."member_id"
          JOIN "decision" d ON d."id" = e."decision_id"
         WHERE h."decision_id" = "made"."id" AND d."id" <> "made"."id" AND d."case_id" = "made"."case_id") THEN
        RAISE EXCEPTION 'who decided before does not decide the appeal' USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_by_others';
    END IF;
    IF "made"."kind" = 'veil' AND ("people" <> 1 OR "moderators" <> 1 OR "made"."until" IS NULL
        OR "made"."until" > "made"."decided_at" + interval '72 hours') THEN
        RAISE EXCEPTION 'a veil is one moderator''s, for 72 hours' USING ERRCODE = 'check_violation', CONSTRAINT = 'veil_by_one';
    END IF;
    IF "made"."kind" IN ('hide', 'remove') THEN
        IF "made"."alone" THEN
            IF "people" <> 1 OR "moderators" <> 1
                OR (SELECT count(*) FROM "member" WHERE "established_on" IS NOT NULL) >= 20 THEN
                RAISE EXCEPTION 'one alone hides nothing here' USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_by_two';
            END IF;
        ELSIF "people" < 2 OR ("moderators" < 1 AND "made"."stage" NOT IN ('appeal', 'jury')) THEN
            RAISE EXCEPTION 'hiding takes two people, one of them a moderator' USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_by_two';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "decision_hands_checked" AFTER INSERT OR UPDATE OF "kind", "alone", "until", "stage", "case_id" ON "decision"
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_hands"();
CREATE CONSTRAINT TRIGGER "decision_hand_checked" AFTER INSERT ON "decision_hand"
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_hands"();

-- What is hidden is hidden by a decision that hides, about that thing.
CREATE FUNCTION "check_hiding"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW."hidden_by" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "decision" d WHERE d."id" = NEW."hidden_by"
        AND d."kind" IN ('hide', 'remove', 'veil') AND d."subject" = TG_ARGV[0] || '/' || NEW."id") THEN
        RAISE EXCEPTION 'hidden by no decision about it' USING ERRCODE = 'check_violation', CONSTRAINT = 'hidden_by_decision';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "payout_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "payout" FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('payout');
CREATE TRIGGER "incident_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "incident" FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('incident');
CREATE TRIGGER "review_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "review" FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('review');
CREATE TRIGGER "client_review_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "client_review" FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('client-review');
CREATE TRIGGER "task_report_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "task_report" FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('task-report');
CREATE TRIGGER "forum_post_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "forum_post" FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('post');
CREATE TRIGGER "client_guess_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "client_guess" FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('guess');
CREATE TRIGGER "reply_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "reply" FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('reply');

-- Rows of the record from before hold who acted within their content: an older form.
ALTER TABLE "record_entry" ALTER COLUMN "form" SET DEFAULT 1;
CREATE INDEX "record_entry_pending" ON "record_entry"("id") WHERE "leaf" IS NULL;
UPDATE "role_grant" SET "handle" = 'M-' || upper(left(md5(random()::text || "member_id"), 5));
UPDATE "role_grant" g SET "handle" = (SELECT min(f."handle") FROM "role_grant" f WHERE f."member_id" = g."member_id" AND f."role" = g."role");
CREATE OR REPLACE FUNCTION "keep_record"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND ROW(NEW."id", NEW."day", NEW."kind", NEW."subject", NEW."commitment", NEW."actor", NEW."form")
            IS NOT DISTINCT FROM ROW(OLD."id", OLD."day", OLD."kind", OLD."subject", OLD."commitment", OLD."actor", OLD."form")
        AND (NEW."salt" IS NULL OR NEW."salt" = OLD."salt")
        AND (NEW."actor_salt" IS NULL OR NEW."actor_salt" = OLD."actor_salt")
        AND (OLD."leaf" IS NULL OR NEW."leaf" = OLD."leaf") THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the public record is append only';
END $$;
