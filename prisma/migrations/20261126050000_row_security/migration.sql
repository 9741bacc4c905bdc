-- Design 10, ADR 0014: what is read for a person, the database judges too. The api reads as duban_reader, which owns nothing and bypasses nothing, and says with every
-- statement whose keys count (records/reader.ts); without them there is no case at all. The door, the relay and the worker are no persons and stay the owner.
-- A server's cluster has the role (deploy/postgres-init.sh); a superuser, as on a developer's machine, makes it here and steps down to it.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'duban_reader') THEN CREATE ROLE duban_reader NOLOGIN; END IF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE EXCEPTION 'the login duban_reader is missing: docs/runbook.md, upgrade';
END $$;

GRANT USAGE ON SCHEMA public TO duban_reader;
GRANT SELECT ON "case", case_key, case_participant, case_event, task, document_version, attachment, workbook_reading, monthly_report TO duban_reader;
GRANT SELECT ON unit, post, carry_over, calendar_year, calendar_publication, business_clock TO duban_reader;
GRANT SELECT (id, name) ON person TO duban_reader;

CREATE FUNCTION viewer_keys() RETURNS text[] LANGUAGE sql STABLE AS $$ SELECT string_to_array(current_setting('duban.viewer_keys', true), ',') $$;

-- A reader knows no keys but the viewer's; what belongs to a case is seen when the case bears one of them.
ALTER TABLE case_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY held ON case_key FOR SELECT TO duban_reader USING (key = ANY ((SELECT viewer_keys())::text[]));
ALTER TABLE "case" ENABLE ROW LEVEL SECURITY;
-- One set a statement: asked case by case, a list of thousands would take the planner's way of a single one.
CREATE POLICY seen ON "case" FOR SELECT TO duban_reader USING (id IN (SELECT case_id FROM case_key));
DO $$ DECLARE of_case text; BEGIN
  FOREACH of_case IN ARRAY ARRAY['case_participant', 'case_event', 'task', 'document_version', 'attachment', 'workbook_reading', 'monthly_report'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', of_case);
    EXECUTE format('CREATE POLICY seen ON %I FOR SELECT TO duban_reader USING (EXISTS (SELECT FROM case_key k WHERE k.case_id = %I.case_id))', of_case, of_case);
  END LOOP;
END $$;
