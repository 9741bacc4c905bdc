-- By what a case may be seen (specification 5, ADR 0011): its keys, each as records/scope.ts reckons them for a viewer. Whoever holds one of them sees the case.
-- The rule of a row stands here alone; triggers keep the keys, whoever writes.

-- An application is its owner's alone until it is submitted; the local science office comes in when the lead of a consortium files (B17).
CREATE FUNCTION case_keys(process text, status text, unit_id uuid, department text, county_code text, prefecture_code text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
  SELECT array_remove(ARRAY[
    process || ' all',
    process || ' unit ' || unit_id::text,
    CASE WHEN process IN ('call', 'claim-call') AND status <> 'draft' THEN process || ' published' END] ||
    CASE WHEN process IN ('key-project', 'claim') AND status = 'draft' THEN '{}'
      WHEN process = 'consortium-formation' AND status IN ('field_set', 'lead_selection', 'inviting', 'signing', 'signed') THEN ARRAY[process || ' department ' || department]
      ELSE ARRAY[process || ' department ' || department,
        process || ' county ' || county_code || ' ' || department,
        process || ' prefecture ' || prefecture_code || ' ' || department] END,
  NULL)
$$;

-- A desk lets its holder see the case, for an expert only while the task is open; a deputy the desk but no seat on a panel; an office what waits for it.
-- The bureau that verifies a unit sees its registration by the task it was given.
CREATE FUNCTION task_keys(process text, kind text, unit_id uuid, role text, holder_id uuid, closed_at timestamptz) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
  SELECT array_remove(ARRAY[
    CASE WHEN closed_at IS NULL THEN 'open ' ELSE 'done ' END || holder_id::text,
    CASE WHEN unit_id IS NOT NULL OR kind IN ('sign', 'advise') THEN process || ' desk ' || holder_id::text END,
    CASE WHEN closed_at IS NULL AND holder_id IS NULL THEN 'office ' || unit_id::text || ' ' || role END,
    CASE WHEN closed_at IS NULL AND holder_id IS NULL THEN process || ' office ' || unit_id::text || ' ' || role END,
    CASE WHEN process = 'registration' THEN process || ' verifier ' || unit_id::text END
  ], NULL)
$$;

-- Units that take part see the case as its own unit does; nobody takes part in a registration.
CREATE FUNCTION participant_keys(process text, unit_id uuid) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
  SELECT array_remove(ARRAY[CASE WHEN process <> 'registration' THEN process || ' unit ' || unit_id::text END], NULL)
$$;

-- `source`: what gives the key, so that it falls with it: 'case', a task's number, a unit that takes part.
CREATE TABLE case_key (
  case_id uuid NOT NULL,
  source text NOT NULL,
  key text NOT NULL,
  PRIMARY KEY (case_id, source, key)
);
CREATE INDEX case_key_held ON case_key (key, case_id);

INSERT INTO case_key SELECT id, 'case', unnest(case_keys(process, status, unit_id, department, county_code, prefecture_code)) FROM "case";
INSERT INTO case_key SELECT case_id, id, unnest(task_keys(process, kind, unit_id, role, holder_id, closed_at)) FROM task;
INSERT INTO case_key SELECT p.case_id, p.unit_id::text, unnest(participant_keys(c.process, p.unit_id)) FROM case_participant p JOIN "case" c ON c.id = p.case_id;
ANALYZE case_key;

-- Row by row on purpose: a plan made for one row of a transition table would serve five hundred. The key functions are single expressions, so that PostgreSQL
-- puts them in line: most updates change no key and must cost next to nothing.
CREATE FUNCTION keep_case_keys() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lost text[] := case_keys(OLD.process, OLD.status, OLD.unit_id, OLD.department, OLD.county_code, OLD.prefecture_code);
  won text[] := case_keys(NEW.process, NEW.status, NEW.unit_id, NEW.department, NEW.county_code, NEW.prefecture_code);
BEGIN
  IF NOT lost <@ won THEN DELETE FROM case_key WHERE case_id = NEW.id AND source = 'case' AND key <> ALL (won); END IF;
  IF NOT won <@ lost THEN INSERT INTO case_key SELECT NEW.id, 'case', unnest(won) ON CONFLICT DO NOTHING; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keys_given AFTER INSERT ON "case" FOR EACH ROW EXECUTE FUNCTION keep_case_keys();
CREATE TRIGGER keys_changed AFTER UPDATE OF status, unit_id, department, county_code, prefecture_code ON "case" FOR EACH ROW
  WHEN (case_keys(OLD.process, OLD.status, OLD.unit_id, OLD.department, OLD.county_code, OLD.prefecture_code)
    <> case_keys(NEW.process, NEW.status, NEW.unit_id, NEW.department, NEW.county_code, NEW.prefecture_code))
  EXECUTE FUNCTION keep_case_keys();

CREATE FUNCTION keep_task_keys() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lost text[] := task_keys(OLD.process, OLD.kind, OLD.unit_id, OLD.role, OLD.holder_id, OLD.closed_at);
  won text[] := task_keys(NEW.process, NEW.kind, NEW.unit_id, NEW.role, NEW.holder_id, NEW.closed_at);
BEGIN
  IF NOT lost <@ won THEN DELETE FROM case_key WHERE case_id = NEW.case_id AND source = NEW.id AND key <> ALL (won); END IF;
  IF NOT won <@ lost THEN INSERT INTO case_key SELECT NEW.case_id, NEW.id, unnest(won) ON CONFLICT DO NOTHING; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keys_given AFTER INSERT ON task FOR EACH ROW EXECUTE FUNCTION keep_task_keys();
CREATE TRIGGER keys_changed AFTER UPDATE ON task FOR EACH ROW
  WHEN (task_keys(OLD.process, OLD.kind, OLD.unit_id, OLD.role, OLD.holder_id, OLD.closed_at)
    <> task_keys(NEW.process, NEW.kind, NEW.unit_id, NEW.role, NEW.holder_id, NEW.closed_at))
  EXECUTE FUNCTION keep_task_keys();

CREATE FUNCTION keep_participant_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM case_key WHERE case_id = OLD.case_id AND source = OLD.unit_id::text;
  ELSE
    INSERT INTO case_key SELECT NEW.case_id, NEW.unit_id::text, unnest(participant_keys(process, NEW.unit_id)) FROM "case" WHERE id = NEW.case_id ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keys_kept AFTER INSERT OR DELETE ON case_participant FOR EACH ROW EXECUTE FUNCTION keep_participant_keys();
