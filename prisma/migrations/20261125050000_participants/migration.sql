-- Units that take part in a case besides its owner: members of a consortium, invitees. They may read it (specification 5).
CREATE TABLE case_participant (
  case_id uuid NOT NULL REFERENCES "case" (id),
  unit_id uuid NOT NULL REFERENCES unit (id),
  PRIMARY KEY (case_id, unit_id)
);
CREATE INDEX case_participant_unit ON case_participant (unit_id);
