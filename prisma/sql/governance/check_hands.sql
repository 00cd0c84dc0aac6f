-- Who may take a decision on a case, and how many it takes. Deferred: the decision and its hands are
-- written by several statements of one transaction.
CREATE OR REPLACE FUNCTION "check_hands"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    "made" "decision";
    "people" INT;
    "moderators" INT;
    "sat" "jury";
    "ended" "decision";
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
        RAISE EXCEPTION 'a party to the case does not decide it' USING ERRCODE = 'NC001';
    END IF;
    IF "made"."stage" IN ('appeal', 'jury') AND EXISTS (
        SELECT 1 FROM "decision_hand" h JOIN "decision_hand" e ON e."member_id" = h."member_id"
          JOIN "decision" d ON d."id" = e."decision_id"
         WHERE h."decision_id" = "made"."id" AND d."id" <> "made"."id" AND d."case_id" = "made"."case_id") THEN
        RAISE EXCEPTION 'who decided before does not decide the appeal' USING ERRCODE = 'NC002';
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
                       WHEN 'cover' THEN r."vote" = 'cover'
                       ELSE r."vote" IN ('restore', 'dismiss') END))) THEN
            RAISE EXCEPTION 'the decision is not what a majority of the jurors voted' USING ERRCODE = 'NC005';
        END IF;
        IF EXISTS (SELECT 1 FROM "decision_hand" h JOIN "case_proposal" p ON p."case_id" = "made"."case_id"
                      AND h."member_id" IN (p."member_id", p."second_id")
                    WHERE h."decision_id" = "made"."id") THEN
            RAISE EXCEPTION 'who decided before does not decide the appeal' USING ERRCODE = 'NC002';
        END IF;
    END IF;
    -- A member on a moderator's seat was a moderator on that day, one on a member's seat is established, and jurors
    -- decide in juries alone.
    IF EXISTS (SELECT 1 FROM "decision_hand" h WHERE h."decision_id" = "made"."id" AND CASE h."seat"
            WHEN 'moderator' THEN NOT EXISTS (SELECT 1 FROM "role_grant" g
                WHERE g."member_id" = h."member_id" AND g."role" = 'moderator'
                  AND g."granted_on" <= "made"."decided_on" AND g."ends_on" > "made"."decided_on"
                  AND (g."ended_on" IS NULL OR g."ended_on" >= "made"."decided_on"))
            WHEN 'member' THEN NOT EXISTS (SELECT 1 FROM "member" m
                WHERE m."id" = h."member_id" AND m."established_on" IS NOT NULL)
            ELSE "made"."stage" NOT IN ('appeal', 'jury') END) THEN
        RAISE EXCEPTION 'who decides does not have the role of that seat' USING ERRCODE = 'NC003';
    END IF;
    -- Juries are not checked here: their draw did it, and voices may change while a jury sits.
    IF "made"."stage" NOT IN ('appeal', 'jury') AND EXISTS (
        SELECT 1 FROM "decision_hand" h JOIN "member" m ON m."id" = h."member_id"
          JOIN "member" o ON o."voice" = m."voice" AND o."id" <> m."id"
         WHERE h."decision_id" = "made"."id" AND (
            EXISTS (SELECT 1 FROM "decision_hand" e WHERE e."decision_id" = "made"."id" AND e."member_id" = o."id")
            OR EXISTS (SELECT 1 FROM "case_party" p WHERE p."case_id" = "made"."case_id" AND p."member_id" = o."id"))) THEN
        RAISE EXCEPTION 'accounts of one voice neither decide together nor for each other' USING ERRCODE = 'NC004';
    END IF;
    IF "made"."kind" = 'veil' AND ("people" <> 1 OR "moderators" <> 1 OR "made"."until" IS NULL
        OR "made"."until" > "made"."decided_at" + interval '72 hours') THEN
        RAISE EXCEPTION 'a veil is by one moderator, for 72 hours at most' USING ERRCODE = 'NC006';
    END IF;
    IF "made"."kind" = 'veil' AND EXISTS (
        SELECT 1 FROM "decision" v WHERE v."subject" = "made"."subject" AND v."kind" = 'veil' AND v."id" <> "made"."id"
           AND NOT EXISTS (SELECT 1 FROM "record_entry" c WHERE c."subject" = v."subject" AND c."day" >= v."decided_on"
               AND c."kind" IN ('post-edited', 'payout-corrected', 'incident-corrected', 'review-edited',
                   'client-review-edited', 'task-report-corrected', 'boycott-changed', 'boycott-outcome-said',
                   'boycott-looked-back'))) THEN
        RAISE EXCEPTION 'it was veiled before and has not been edited since' USING ERRCODE = 'NC007';
    END IF;
    -- Restoring takes as many people as hiding. A veil ends by itself, or is dismissed by the moderator who set it.
    IF "made"."kind" = 'restore' THEN
        SELECT * INTO "ended" FROM "decision" WHERE "id" = "made"."replaces" AND "subject" = "made"."subject";
        IF "people" = 0 THEN
            IF NOT "made"."automated" OR "ended"."kind" IS DISTINCT FROM 'veil'
                OR ("made"."stage" NOT IN ('appeal', 'jury') AND "ended"."until" > "made"."decided_at") THEN
                RAISE EXCEPTION 'showing again takes two people, one of them a moderator' USING ERRCODE = 'NC010';
            END IF;
        ELSIF "made"."alone" THEN
            IF "people" <> 1 OR "moderators" <> 1 OR ("ended"."kind" IS DISTINCT FROM 'veil'
                AND (SELECT count(*) FROM "member" WHERE "established_on" IS NOT NULL) >= 20) THEN
                RAISE EXCEPTION 'showing again takes two people, one of them a moderator' USING ERRCODE = 'NC010';
            END IF;
        ELSIF "people" < 2 OR ("moderators" < 1 AND "made"."stage" NOT IN ('appeal', 'jury')) THEN
            RAISE EXCEPTION 'showing again takes two people, one of them a moderator' USING ERRCODE = 'NC010';
        END IF;
    END IF;
    IF "made"."kind" IN ('hide', 'remove', 'cover', 'uncover') THEN
        IF "made"."alone" THEN
            IF "people" <> 1 OR "moderators" <> 1
                OR (SELECT count(*) FROM "member" WHERE "established_on" IS NOT NULL) >= 20 THEN
                RAISE EXCEPTION 'hiding alone takes a moderator, and fewer than 20 established members' USING ERRCODE = 'NC008';
            END IF;
        ELSIF "people" < 2 OR ("moderators" < 1 AND "made"."stage" NOT IN ('appeal', 'jury')) THEN
            RAISE EXCEPTION 'hiding takes two people, one of them a moderator' USING ERRCODE = 'NC009';
        END IF;
    END IF;
    RETURN NULL;
END $$;

-- A constraint trigger cannot be replaced.
DROP TRIGGER IF EXISTS "decision_hands_checked" ON "decision";
CREATE CONSTRAINT TRIGGER "decision_hands_checked"
    AFTER INSERT OR UPDATE OF "kind", "alone", "until", "stage", "case_id" ON "decision"
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_hands"();
DROP TRIGGER IF EXISTS "decision_hand_checked" ON "decision_hand";
CREATE CONSTRAINT TRIGGER "decision_hand_checked" AFTER INSERT ON "decision_hand"
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_hands"();
