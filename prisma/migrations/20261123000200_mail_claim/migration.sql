-- A mail being sent is claimed in real time; business time (created_at) may run faster or stand still.
ALTER TABLE mail ADD COLUMN claimed_until timestamptz(3);
