-- Subsidies (design 9): caps as guarded counters, matters claimed once, rule sets by date, registers.

-- 限额: what all claims of one key hold together. No row ever stands above its limit, whatever the program does.
CREATE TABLE subsidy_cap (
  key          text PRIMARY KEY,
  clause       text NOT NULL,
  label        text NOT NULL,
  institution  uuid REFERENCES unit (id),
  year         int,
  limit_fen    bigint NOT NULL CHECK (limit_fen >= 0),
  reserved_fen bigint NOT NULL DEFAULT 0 CHECK (reserved_fen >= 0),
  used_fen     bigint NOT NULL DEFAULT 0 CHECK (used_fen >= 0),
  CONSTRAINT subsidy_cap_exceeded CHECK (used_fen + reserved_fen <= limit_fen)
);
CREATE INDEX subsidy_cap_year ON subsidy_cap (year, clause);
CREATE INDEX subsidy_cap_institution ON subsidy_cap (institution);

-- Order of calculation; taken under the locks of the caps, so that claims under one cap are numbered as they were reckoned.
CREATE SEQUENCE subsidy_calculation;

-- Who was cut by a cap, in the order of calculation: freed quota goes there first.
CREATE TABLE subsidy_waiting (
  cap_key text NOT NULL REFERENCES subsidy_cap (key),
  seq     bigint NOT NULL,
  case_id uuid NOT NULL REFERENCES "case" (id),
  PRIMARY KEY (cap_key, case_id)
);
CREATE INDEX subsidy_waiting_case ON subsidy_waiting (case_id);

-- A loan, deal, policy, voucher or invoice is claimed once (R19).
CREATE TABLE subsidy_matter (
  key     text PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES "case" (id),
  label   text NOT NULL
);
CREATE INDEX subsidy_matter_case ON subsidy_matter (case_id);

-- Rule sets published after the regulation's own; never changed, a claim names the one it was opened under.
CREATE TABLE subsidy_rules (
  version      text PRIMARY KEY,
  from_day     text NOT NULL UNIQUE,
  rules        jsonb NOT NULL,
  published_by uuid NOT NULL REFERENCES person (id),
  published_at timestamptz(3) NOT NULL
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON subsidy_rules FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- 名册: one mechanism for every register, a definition each (domain/subsidy/registers).
CREATE TABLE subsidy_register (
  id         uuid PRIMARY KEY,
  register   text NOT NULL,
  unit_id    uuid REFERENCES unit (id),
  number     text,
  from_day   text NOT NULL,
  until_day  text,
  content    jsonb NOT NULL,
  revision   int NOT NULL DEFAULT 1,
  updated_by uuid NOT NULL REFERENCES person (id),
  updated_at timestamptz(3) NOT NULL,
  CHECK (until_day IS NULL OR until_day >= from_day)
);
CREATE UNIQUE INDEX subsidy_register_once ON subsidy_register (register, coalesce(unit_id::text, ''), coalesce(number, ''), from_day);
CREATE INDEX subsidy_register_number ON subsidy_register (register, number);
