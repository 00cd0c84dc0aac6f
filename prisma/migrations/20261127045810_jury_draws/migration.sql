-- AlterTable
ALTER TABLE "juror" ADD COLUMN     "handle" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "jury" DROP COLUMN "author_commitment",
DROP COLUMN "author_nonce",
DROP COLUMN "flagger_commitment",
DROP COLUMN "flagger_nonce",
ADD COLUMN     "checkpoint_size" INTEGER,
ADD COLUMN     "decision_id" TEXT,
ADD COLUMN     "drawn_at" TIMESTAMPTZ(0),
ADD COLUMN     "ended_at" TIMESTAMPTZ(0),
ADD COLUMN     "pool_salt" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "site_commitment" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "site_nonce" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "jury_nonce" (
    "jury_id" TEXT NOT NULL,
    "commitment" TEXT NOT NULL,
    "member_id" TEXT,
    "role" TEXT NOT NULL,
    "words" TEXT,
    "given_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "jury_nonce_pkey" PRIMARY KEY ("jury_id","commitment")
);

-- CreateIndex
CREATE INDEX "jury_nonce_member_id_idx" ON "jury_nonce"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "jury_nonce_jury_id_member_id_key" ON "jury_nonce"("jury_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "jury_decision_id_key" ON "jury"("decision_id");

-- CreateIndex
CREATE INDEX "jury_called_at_idx" ON "jury"("called_at");

-- AddForeignKey
ALTER TABLE "jury" ADD CONSTRAINT "jury_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "jury_nonce" ADD CONSTRAINT "jury_nonce_jury_id_fkey" FOREIGN KEY ("jury_id") REFERENCES "jury"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "jury_nonce" ADD CONSTRAINT "jury_nonce_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The same check of who decides, and of a jury also: only its jurors, those who voted so, more than
-- half of its seats, and nobody who proposed in the case or answered a proposal.
CREATE OR REPLACE FUNCTION "check_hands"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    "made" "decision";
    "people" INT;
    "moderators" INT;
    "sat" "jury";
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
    IF "made"."stage" IN ('appeal', 'jury') AND NOT ("made"."automated" AND "people" = 0
        AND "made"."kind" IN ('restore', 'dismiss')) THEN
        SELECT * INTO "sat" FROM "jury" WHERE "decision_id" = "made"."id" AND "case_id" = "made"."case_id";
        IF NOT FOUND OR "people" * 2 <= "sat"."seats" OR EXISTS (
            SELECT 1 FROM "decision_hand" h
             WHERE h."decision_id" = "made"."id" AND (h."seat" <> 'juror' OR NOT EXISTS (
                SELECT 1 FROM "juror" r WHERE r."jury_id" = "sat"."id" AND r."member_id" = h."member_id"
                   AND r."state" = 'voted' AND CASE "made"."kind"
                       WHEN 'remove' THEN r."vote" = 'remove'
                       WHEN 'hide' THEN r."vote" IN ('hide', 'remove')
                       ELSE r."vote" IN ('restore', 'dismiss') END))) THEN
            RAISE EXCEPTION 'a jury decides by the jurors who voted so' USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_by_jurors';
        END IF;
        IF EXISTS (SELECT 1 FROM "decision_hand" h JOIN "case_proposal" p ON p."case_id" = "made"."case_id"
                      AND h."member_id" IN (p."member_id", p."second_id")
                    WHERE h."decision_id" = "made"."id") THEN
            RAISE EXCEPTION 'who decided before does not decide the appeal' USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_by_others';
        END IF;
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
