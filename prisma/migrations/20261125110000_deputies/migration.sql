-- 受托代办: a deputy acts for an absent principal. The period and whom it binds stand on the record; ended early, it ends then.
ALTER TABLE deputy ADD CONSTRAINT deputy_principal_fkey FOREIGN KEY (principal_id) REFERENCES person (id);
ALTER TABLE deputy ADD CONSTRAINT deputy_deputy_fkey FOREIGN KEY (deputy_id) REFERENCES person (id);
ALTER TABLE deputy ADD CONSTRAINT deputy_of_another CHECK (principal_id <> deputy_id);
ALTER TABLE deputy ADD CONSTRAINT deputy_period CHECK (from_at <= until_at);
CREATE INDEX deputy_principal_id_idx ON deputy (principal_id);

-- What was done in somebody's place, for the principal to see.
CREATE INDEX case_event_deputy ON case_event ((actor -> 'deputyFor' ->> 'personId'), at DESC) WHERE actor ? 'deputyFor';

-- Separation of duties binds both: who acts, and for whom (specification 2).
CREATE OR REPLACE FUNCTION refuse_second_level() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  persons text[] := ARRAY[NEW.person_id::text, NEW.actor -> 'deputyFor' ->> 'personId'];
BEGIN
  IF EXISTS (
    SELECT FROM case_event e
    WHERE e.case_id = NEW.case_id AND e.level IS NOT NULL AND e.level <> 'unit' AND e.level <> NEW.level
      AND (e.person_id::text = ANY (persons) OR e.actor -> 'deputyFor' ->> 'personId' = ANY (persons))
  ) THEN
    RAISE EXCEPTION 'one person may not handle two levels of a case' USING ERRCODE = 'DB003';
  END IF;
  RETURN NEW;
END $$;
