-- The case whose decision wrote the credit record 信用记录: what revokes the decision finds it.
ALTER TABLE credit_record ADD COLUMN case_id uuid REFERENCES "case" (id);
CREATE INDEX credit_record_case ON credit_record (case_id);
