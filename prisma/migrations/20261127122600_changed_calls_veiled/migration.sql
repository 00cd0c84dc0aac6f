-- The same check of who decides: a call whose author changed it, or said more of it, may be veiled again.
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
    -- Who sits as a moderator was one on that day, who sits as a member is established, and jurors decide
    -- in juries alone.
    IF EXISTS (SELECT 1 FROM "decision_hand" h WHERE h."decision_id" = "made"."id" AND CASE h."seat"
            WHEN 'moderator' THEN NOT EXISTS (SELECT 1 FROM "role_grant" g
                WHERE g."member_id" = h."member_id" AND g."role" = 'moderator'
                  AND g."granted_on" <= "made"."decided_on" AND g."ends_on" > "made"."decided_on"
                  AND (g."ended_on" IS NULL OR g."ended_on" >= "made"."decided_on"))
            WHEN 'member' THEN NOT EXISTS (SELECT 1 FROM "member" m
                WHERE m."id" = h."member_id" AND m."established_on" IS NOT NULL)
            ELSE "made"."stage" NOT IN ('appeal', 'jury') END) THEN
        RAISE EXCEPTION 'who takes a seat has to be what it is for' USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_by_seats';
    END IF;
    -- Of a jury the draw looks at voices: they may change while it sits.
    IF "made"."stage" NOT IN ('appeal', 'jury') AND EXISTS (
        SELECT 1 FROM "decision_hand" h JOIN "member" m ON m."id" = h."member_id"
          JOIN "member" o ON o."voice" = m."voice" AND o."id" <> m."id"
         WHERE h."decision_id" = "made"."id" AND (
            EXISTS (SELECT 1 FROM "decision_hand" e WHERE e."decision_id" = "made"."id" AND e."member_id" = o."id")
            OR EXISTS (SELECT 1 FROM "case_party" p WHERE p."case_id" = "made"."case_id" AND p."member_id" = o."id"))) THEN
        RAISE EXCEPTION 'who counts as one voice with another does not decide with or for her' USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_by_voices';
    END IF;
    IF "made"."kind" = 'veil' AND ("people" <> 1 OR "moderators" <> 1 OR "made"."until" IS NULL
        OR "made"."until" > "made"."decided_at" + interval '72 hours') THEN
        RAISE EXCEPTION 'a veil is one moderator''s, for 72 hours' USING ERRCODE = 'check_violation', CONSTRAINT = 'veil_by_one';
    END IF;
    IF "made"."kind" = 'veil' AND EXISTS (
        SELECT 1 FROM "decision" v WHERE v."subject" = "made"."subject" AND v."kind" = 'veil' AND v."id" <> "made"."id"
           AND NOT EXISTS (SELECT 1 FROM "record_entry" c WHERE c."subject" = v."subject" AND c."day" >= v."decided_on"
               AND c."kind" IN ('post-edited', 'payout-corrected', 'incident-corrected', 'review-edited',
                   'client-review-edited', 'task-report-corrected', 'boycott-changed', 'boycott-outcome-said',
                   'boycott-looked-back'))) THEN
        RAISE EXCEPTION 'it was veiled before' USING ERRCODE = 'check_violation', CONSTRAINT = 'veil_once';
    END IF;
    -- What shows again takes as many as what hides; a veil ends by itself, or by the one who dismisses it.
    IF "made"."kind" = 'restore' THEN
        SELECT * INTO "ended" FROM "decision" WHERE "id" = "made"."replaces" AND "subject" = "made"."subject";
        IF "people" = 0 THEN
            IF NOT "made"."automated" OR "ended"."kind" IS DISTINCT FROM 'veil'
                OR ("made"."stage" NOT IN ('appeal', 'jury') AND "ended"."until" > "made"."decided_at") THEN
                RAISE EXCEPTION 'showing again takes two people, one of them a moderator' USING ERRCODE = 'check_violation', CONSTRAINT = 'restored_by_two';
            END IF;
        ELSIF "made"."alone" THEN
            IF "people" <> 1 OR "moderators" <> 1 OR ("ended"."kind" IS DISTINCT FROM 'veil'
                AND (SELECT count(*) FROM "member" WHERE "established_on" IS NOT NULL) >= 20) THEN
                RAISE EXCEPTION 'showing again takes two people, one of them a moderator' USING ERRCODE = 'check_violation', CONSTRAINT = 'restored_by_two';
            END IF;
        ELSIF "people" < 2 OR ("moderators" < 1 AND "made"."stage" NOT IN ('appeal', 'jury')) THEN
            RAISE EXCEPTION 'showing again takes two people, one of them a moderator' USING ERRCODE = 'check_violation', CONSTRAINT = 'restored_by_two';
        END IF;
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
