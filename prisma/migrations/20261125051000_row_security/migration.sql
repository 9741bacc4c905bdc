-- Design 10, ADR 0011: what a person reads, the database judges too. The api reads as duban_reader, which owns nothing and bypasses nothing, inside a
-- transaction that says who looks (`duban.viewer`). Without it the reader sees no case at all. Steps, sweeps and relays are the record's own work and stay the owner's.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'duban_reader') THEN CREATE ROLE duban_reader NOLOGIN; END IF;
  IF NOT pg_has_role(CURRENT_USER, 'duban_reader', 'MEMBER') THEN EXECUTE format('GRANT duban_reader TO %I', CURRENT_USER); END IF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE EXCEPTION 'the role duban_reader is missing: as superuser, CREATE ROLE duban_reader NOLOGIN; GRANT duban_reader TO %; (docs/runbook.md)', CURRENT_USER;
END $$;

GRANT USAGE ON SCHEMA public TO duban_reader;
GRANT SELECT ON "case", case_event, task, document_version, attachment, workbook_reading, monthly_report, case_participant,
  unit, post, publication, calendar_year, calendar_publication, business_clock, dictionary_item, carry_over TO duban_reader;
GRANT SELECT (id, name, status, unit_id) ON person TO duban_reader;

-- Who looks: {person, expert, keys, units, offices, verifies}; records/viewing.ts writes it, for one transaction.
CREATE FUNCTION viewer_said(field text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('duban.viewer', true), '')::jsonb ->> field
$$;
CREATE FUNCTION viewer_person() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT viewer_said('person')::uuid $$;
-- Objects, their keys the members: looked up by binary search, row after row.
CREATE FUNCTION viewer_set(field text) RETURNS jsonb LANGUAGE sql STABLE AS $$ SELECT coalesce(viewer_said(field), '{}')::jsonb $$;

-- By what a case can be seen: its unit u, county c, prefecture p, department d (of one department or of any *), openly o, by who sees all a.
-- A draft call is its department's, a draft application its unit's (and the auditor's).
CREATE FUNCTION case_keys(process text, status text, unit uuid, department text, county text, prefecture text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN status = 'draft' AND process = 'key-project' THEN ARRAY[process || '|a', process || '|u|' || unit::text]
    WHEN status = 'draft' AND process = 'call' THEN ARRAY[process || '|u|' || unit::text, process || '|d|' || department]
    ELSE ARRAY[process || '|a', process || '|o', process || '|u|' || unit::text, process || '|d|' || department, process || '|d|*',
      process || '|c|' || county || '|' || department, process || '|c|' || county || '|*',
      process || '|p|' || prefecture || '|' || department, process || '|p|' || prefecture || '|*']
  END
$$;

-- What needs other tables, found once a statement: cases the viewer's units take part in, what lies on or waits for the viewer's desk or was done there,
-- registrations the own bureau verifies, one's own. Runs as the owner, or the policies would ask each other for ever.
CREATE FUNCTION viewer_cases() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT p.case_id FROM jsonb_object_keys(viewer_set('units')) u JOIN case_participant p ON p.unit_id = u::uuid JOIN "case" c ON c.id = p.case_id
    WHERE viewer_set('keys') ? (c.process || '|u|' || u)
  UNION ALL SELECT t.case_id FROM task t WHERE t.closed_at IS NULL AND t.holder_id = viewer_person()
  UNION ALL SELECT t.case_id FROM task t WHERE t.closed_at IS NOT NULL AND t.closed_by = viewer_person() AND viewer_said('expert') IS DISTINCT FROM 'true'
  UNION ALL SELECT t.case_id FROM jsonb_object_keys(viewer_set('offices')) o
    JOIN task t ON t.closed_at IS NULL AND t.holder_id IS NULL AND t.unit_id = split_part(o, '|', 1)::uuid AND t.role = split_part(o, '|', 2)
  UNION ALL SELECT c.id FROM jsonb_each_text(viewer_set('verifies')) v JOIN "case" c ON c.county_code = v.value AND c.process = 'registration'
    WHERE EXISTS (SELECT FROM task t WHERE t.case_id = c.id AND t.unit_id = v.key::uuid)
  UNION ALL SELECT c.id FROM post o JOIN "case" c ON c.unit_id = o.unit_id AND c.process = 'registration' WHERE o.person_id = viewer_person()
$$;

DO $$ DECLARE of_table text; BEGIN
  FOREACH of_table IN ARRAY ARRAY['case', 'case_event', 'task', 'document_version', 'attachment', 'workbook_reading', 'monthly_report', 'case_participant'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', of_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', of_table);
    EXECUTE format('CREATE POLICY record ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', of_table);
  END LOOP;
  FOREACH of_table IN ARRAY ARRAY['case_event', 'document_version', 'attachment', 'workbook_reading', 'monthly_report', 'case_participant'] LOOP
    EXECUTE format('CREATE POLICY viewer ON %I FOR SELECT TO duban_reader USING (EXISTS (SELECT FROM "case" c WHERE c.id = case_id))', of_table);
  END LOOP;
END $$;

CREATE POLICY viewer ON "case" FOR SELECT TO duban_reader USING (
  (SELECT viewer_set('keys')) ?| case_keys(process, status, unit_id, department, county_code, prefecture_code) OR id IN (SELECT viewer_cases()));

-- An open task on one's own desk, first: the inbox asks for nothing else.
CREATE POLICY viewer ON task FOR SELECT TO duban_reader USING (
  (closed_at IS NULL AND (holder_id = (SELECT viewer_person()) OR (holder_id IS NULL AND (SELECT viewer_set('offices')) ? (unit_id::text || '|' || role))))
  OR EXISTS (SELECT FROM "case" c WHERE c.id = case_id));
