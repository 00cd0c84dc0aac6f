-- Announces a change of what pages show: NOTIFY "changed" with the name of the table, and for tables of which a page
-- shows the rows of one thread, with the thread's id; of a session with its own. PostgreSQL sends each message once a transaction, at its commit.
CREATE OR REPLACE FUNCTION "announce_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    "before" text;
    "after" text;
    "retitled" boolean := false;
BEGIN
    IF TG_TABLE_NAME IN ('forum_thread', 'session') THEN
        IF TG_OP <> 'INSERT' THEN "before" := OLD."id"; END IF;
        IF TG_OP <> 'DELETE' THEN "after" := NEW."id"; END IF;
    ELSIF TG_TABLE_NAME IN ('forum_post', 'thread_decision') THEN
        IF TG_OP <> 'INSERT' THEN "before" := OLD."thread_id"; END IF;
        IF TG_OP <> 'DELETE' THEN "after" := NEW."thread_id"; END IF;
    END IF;
    PERFORM pg_notify('changed', concat_ws(' ', TG_TABLE_NAME, coalesce("after", "before")));
    IF "before" <> "after" THEN
        PERFORM pg_notify('changed', concat_ws(' ', TG_TABLE_NAME, "before"));
    END IF;
    -- A thread shows the titles of threads that its posts came from or went to, and how many went.
    IF TG_TABLE_NAME = 'forum_thread' AND TG_OP <> 'INSERT' THEN
        IF TG_OP = 'DELETE' THEN
            "retitled" := true;
        ELSE
            "retitled" := NEW."title" <> OLD."title";
        END IF;
        IF "retitled" THEN
            PERFORM pg_notify('changed', concat_ws(' ', TG_TABLE_NAME, o."thread")) FROM (
                SELECT v."from_thread" AS "thread" FROM "thread_move" v WHERE v."to_thread" = "before"
                UNION SELECT v."to_thread" FROM "thread_move" v WHERE v."from_thread" = "before") o;
        END IF;
    ELSIF TG_TABLE_NAME = 'forum_post' THEN
        IF TG_OP <> 'INSERT' AND OLD."written_in" IS NOT NULL THEN
            PERFORM pg_notify('changed', concat_ws(' ', TG_TABLE_NAME, OLD."written_in"));
        END IF;
        IF TG_OP <> 'DELETE' AND NEW."written_in" IS NOT NULL THEN
            PERFORM pg_notify('changed', concat_ws(' ', TG_TABLE_NAME, NEW."written_in"));
        END IF;
    END IF;
    RETURN NULL;
END $$;

-- Triggers "…_announced". Of tables with secret rows only what is shown at once is announced: a page that is drawn
-- anew takes longer, which would tell others the moment of a secret act. "shown" is a condition on a row %1$s, "events" are
-- Insert, Update and Delete, and "columns" those that pages show, all where it is null. A row that is written over with
-- the same values announces nothing.
DO $$
DECLARE
    "one" record;
BEGIN
    FOR "one" IN
        SELECT * FROM (VALUES
            ('forum_category', 'IUD', 'true', NULL::text[]),
            ('forum_thread', 'IUD', 'true', NULL),
            ('forum_post', 'IUD', 'true', NULL),
            ('thread_decision', 'IUD', 'true', NULL),
            ('thread_move', 'IUD', 'true', NULL),
            ('decision', 'IUD', 'true', NULL),
            ('proposed_act', 'IUD', 'true', NULL),
            ('boycott', 'IUD', 'true', NULL),
            ('client', 'IUD', 'true', NULL),
            ('client_summary', 'IUD', 'true', ARRAY['figures', 'legacy', 'reports']),
            ('task', 'IUD', '%1$s."last_report_at" IS NOT NULL', NULL),
            ('platform', 'IUD', 'true', NULL),
            ('platform_name', 'IUD', 'true', NULL),
            ('platform_link', 'IUD', 'true', NULL),
            ('platform_revision', 'IUD', 'true', NULL),
            ('platform_summary', 'IUD', 'true', ARRAY['state', 'state_since', 'payouts', 'median_delay_days', 'rating',
                'standing', 'evidence', 'ratings']),
            ('standing_change', 'IUD', 'true', NULL),
            ('barometer_edition', 'IUD', 'true', NULL),
            ('reply', 'IUD', '%1$s."state" <> ''waiting''', NULL),
            ('review', 'IUD', '%1$s."shown_from" IS NOT NULL', NULL),
            ('incident', 'IUD', '%1$s."shown_from" IS NOT NULL', NULL),
            ('payout', 'IUD', '%1$s."shown_from" IS NOT NULL', ARRAY['state', 'received_share', 'shown_minor', 'currency',
                'asked_month', 'shows_month', 'method', 'hidden_by', 'shown_from', 'signed', 'solicited', 'after_reply']),
            ('slip', 'IUD', '%1$s."released"', NULL),
            -- A picture is written with its post; of secret reports only the cover is announced.
            ('screenshot', 'U', 'true', ARRAY['covered_until', 'key', 'post_id', 'place']),
            -- An account is often made with a first report, whose day is secret.
            ('member', 'UD', 'true', ARRAY['pseudonym', 'established_on', 'lang']),
            ('session', 'UD', 'true', NULL),
            ('role_grant', 'IUD', 'true', NULL)
        ) AS "announced" ("table", "events", "shown", "columns")
    LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER UPDATE ON %I FOR EACH ROW
            WHEN ((%s) AND ((%s) OR (%s))) EXECUTE FUNCTION "announce_change"()',
            "one"."table" || '_change_announced', "one"."table",
            CASE WHEN "one"."columns" IS NULL THEN 'OLD.* IS DISTINCT FROM NEW.*' ELSE (
                SELECT format('ROW(%s) IS DISTINCT FROM ROW(%s)', string_agg(format('OLD.%I', c), ', '),
                    string_agg(format('NEW.%I', c), ', ')) FROM unnest("one"."columns") c) END,
            format("one"."shown", 'OLD'), format("one"."shown", 'NEW'));
        IF "one"."events" LIKE '%D%' THEN
            EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER DELETE ON %I FOR EACH ROW
                WHEN (%s) EXECUTE FUNCTION "announce_change"()',
                "one"."table" || '_end_announced', "one"."table", format("one"."shown", 'OLD'));
        END IF;
        IF "one"."events" LIKE '%I%' THEN
            EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER INSERT ON %I FOR EACH ROW
                WHEN (%s) EXECUTE FUNCTION "announce_change"()',
                "one"."table" || '_row_announced', "one"."table", format("one"."shown", 'NEW'));
        END IF;
    END LOOP;
END $$;
