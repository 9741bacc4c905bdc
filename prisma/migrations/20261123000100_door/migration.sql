-- What the door needs beside tables: the business clock, an append-only log, separation of duties, the inbox's indexes.

-- Business time (design 7). VOLATILE on purpose: judged when called, not when the transaction began.
CREATE FUNCTION business_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT date_trunc('milliseconds', business_epoch + (clock_timestamp() - real_epoch) * speed) FROM business_clock WHERE id = 1
$$;

INSERT INTO business_clock (id, business_epoch, real_epoch, speed, sealed, moves) VALUES (1, 'epoch', 'epoch', 1, false, 0);

-- A sealed clock (production) can never be changed again.
CREATE FUNCTION refuse_sealed_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sealed THEN RAISE EXCEPTION 'the business clock is sealed' USING ERRCODE = 'DB001'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sealed_clock BEFORE UPDATE OR DELETE ON business_clock FOR EACH ROW EXECUTE FUNCTION refuse_sealed_clock();

-- The log only grows: not even the owner's UPDATE or DELETE passes by mistake.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'DB002';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON case_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- I10: one person, one review level of a case, whatever the program believes.
CREATE INDEX case_event_duties ON case_event (case_id, person_id) WHERE level IS NOT NULL AND level <> 'unit';
CREATE FUNCTION refuse_second_level() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM case_event e WHERE e.case_id = NEW.case_id AND e.person_id = NEW.person_id AND e.level IS NOT NULL AND e.level <> 'unit' AND e.level <> NEW.level) THEN
    RAISE EXCEPTION 'one person may not handle two levels of a case' USING ERRCODE = 'DB003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER separation_of_duties BEFORE INSERT ON case_event FOR EACH ROW
  WHEN (NEW.level IS NOT NULL AND NEW.level <> 'unit' AND NEW.person_id IS NOT NULL) EXECUTE FUNCTION refuse_second_level();

-- Frozen versions are what opinions and seals are bound to.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON document_version FOR EACH ROW WHEN (OLD.version > 0) EXECUTE FUNCTION refuse_change();

CREATE INDEX task_inbox ON task (unit_id, role, due) WHERE closed_at IS NULL AND holder_id IS NULL;
CREATE INDEX task_held ON task (holder_id, due) WHERE closed_at IS NULL;
CREATE INDEX task_done ON task (closed_by, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX case_undelivered ON "case" (deliver_after NULLS FIRST, updated_at) WHERE undelivered;
CREATE INDEX case_call ON "case" (call_id, status);
CREATE INDEX case_unit ON "case" (unit_id, updated_at DESC);
CREATE INDEX case_county ON "case" (county_code, updated_at DESC) WHERE county_code IS NOT NULL;
CREATE INDEX case_prefecture ON "case" (prefecture_code, updated_at DESC) WHERE prefecture_code IS NOT NULL;
CREATE INDEX case_department ON "case" (department, process, updated_at DESC);
CREATE INDEX case_next_instant ON "case" (next_instant_at) WHERE NOT ended;
CREATE INDEX mail_queue ON mail (send_after) WHERE status = 'queued';
CREATE INDEX digest_waiting ON digest_line (digest, address) WHERE mail_id IS NULL;
