-- Money (design 9): append-only double entry, payment intents under one key each, and what does not fit kept for reconciliation.

CREATE TABLE ledger_transfer (
  id          uuid PRIMARY KEY,
  -- Business identity: case, event, place. A repeat posts nothing.
  key         text NOT NULL UNIQUE,
  case_id     uuid NOT NULL REFERENCES "case" (id),
  what        text NOT NULL,
  at          timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX ledger_transfer_case ON ledger_transfer (case_id);

-- Debits are positive, credits negative; fen.
CREATE TABLE ledger_entry (
  transfer_id uuid NOT NULL REFERENCES ledger_transfer (id),
  account     text NOT NULL,
  fen         bigint NOT NULL CHECK (fen <> 0),
  PRIMARY KEY (transfer_id, account)
);
CREATE INDEX ledger_entry_account ON ledger_entry (account);

-- Nothing but appropriations may stand below zero: no budget is overdrawn, nothing is paid that was not sent.
CREATE TABLE ledger_balance (
  account text PRIMARY KEY,
  kind    text NOT NULL GENERATED ALWAYS AS (split_part(account, '/', 1)) STORED,
  fen     bigint NOT NULL,
  CONSTRAINT ledger_overdrawn CHECK (split_part(account, '/', 1) = 'appropriation' OR fen >= 0)
);

CREATE FUNCTION post_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_balance (account, fen) VALUES (NEW.account, 0) ON CONFLICT DO NOTHING;
  UPDATE ledger_balance SET fen = fen + NEW.fen WHERE account = NEW.account;
  RETURN NEW;
END $$;
CREATE TRIGGER post_entry AFTER INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION post_entry();

CREATE FUNCTION refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(fen) FROM ledger_entry WHERE transfer_id = NEW.transfer_id) <> 0 THEN
    RAISE EXCEPTION 'transfer % does not balance', NEW.transfer_id USING ERRCODE = 'DB004';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_transfer FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- 支付意图: committed before anything is sent; the treasury knows it by the same key.
CREATE TABLE payment_intent (
  key        text PRIMARY KEY,
  order_id   uuid NOT NULL REFERENCES "case" (id),
  case_id    uuid NOT NULL REFERENCES "case" (id),
  payee      text NOT NULL,
  account    jsonb NOT NULL,
  fen        bigint NOT NULL CHECK (fen > 0),
  created_at timestamptz(3) NOT NULL,
  outcome    text CHECK (outcome IN ('paid', 'bounced')),
  ref        text,
  settled_at timestamptz(3)
);
CREATE INDEX payment_intent_order ON payment_intent (order_id);
-- One living or successful payment a case: it is paid once, whatever happens.
CREATE UNIQUE INDEX payment_intent_once ON payment_intent (case_id) WHERE outcome IS DISTINCT FROM 'bounced';

-- Receipts that fit no open payment, and differences found by reconciliation 对账.
CREATE TABLE payment_discrepancy (
  ref     text NOT NULL,
  code    text NOT NULL,
  key     text NOT NULL,
  fen     bigint,
  message text NOT NULL,
  seen_at timestamptz(3) NOT NULL,
  PRIMARY KEY (ref, code)
);

-- The embedded treasury of training systems: it knows nothing of our tables, we know it through its port only.
CREATE SCHEMA treasury_simulator;
CREATE TABLE treasury_simulator.payment (
  key         text PRIMARY KEY,
  payee       text NOT NULL,
  account     jsonb NOT NULL,
  fen         bigint NOT NULL,
  received_at timestamptz(3) NOT NULL,
  settles_at  timestamptz(3),
  outcome     text,
  reason      text,
  ref         text NOT NULL UNIQUE,
  position    bigint GENERATED ALWAYS AS IDENTITY
);
