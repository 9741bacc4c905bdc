-- The log becomes exact: with what a step looked at, every state can be computed again from the events.
-- calendar: version of the working-day calendar; known: what the door loaded for the guards; posts: the offices the person held.
ALTER TABLE case_event ADD COLUMN context jsonb NOT NULL DEFAULT '{}';

-- Every publication and correction of a year, numbered; the calendar at version v is the last of each year up to v. The number is the
-- microsecond of the publication, only ever growing: unlike a running number it means the same calendar in every database.
CREATE TABLE calendar_publication (
  version bigint PRIMARY KEY,
  year integer NOT NULL,
  off text[],
  work text[],
  source text,
  published_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE FUNCTION number_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := greatest((extract(epoch FROM clock_timestamp()) * 1000000)::bigint, (SELECT coalesce(max(version), 0) + 1 FROM calendar_publication));
  RETURN NEW;
END $$;
CREATE TRIGGER numbered BEFORE INSERT ON calendar_publication FOR EACH ROW EXECUTE FUNCTION number_publication();
INSERT INTO calendar_publication (year, off, work, source) SELECT year, off, work, source FROM calendar_year ORDER BY year;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON calendar_publication FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- No change of the calendar goes unnumbered, by whatever path it comes.
CREATE FUNCTION keep_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO calendar_publication (year, off, work, source) VALUES (NEW.year, NEW.off, NEW.work, NEW.source);
  RETURN NEW;
END $$;
CREATE TRIGGER kept AFTER INSERT OR UPDATE ON calendar_year FOR EACH ROW EXECUTE FUNCTION keep_publication();

-- Cases with an instant that rests on a year not published yet 预计: found when it is.
CREATE INDEX case_provisional ON "case" (id) WHERE state @? '$.instants[*].provisional' OR state @? '$.tasks[*].dueProvisional' OR state @? '$.pause.frozen[*].provisional';
-- A case's live children, read with its facts.
CREATE INDEX case_parent ON "case" (parent_id) WHERE parent_id IS NOT NULL;
