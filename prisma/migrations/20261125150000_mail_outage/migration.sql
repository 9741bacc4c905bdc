-- Mail outlives a long outage. `place`: the order of queueing; business time (created_at) may stand still. `useful_until`: the business moment
-- from which the text would be false, a reminder's deadline; it is not sent any more then. `first_tried_at`: real time, from which giving up counts.
ALTER TABLE mail ADD COLUMN place bigserial, ADD COLUMN useful_until timestamptz(3), ADD COLUMN first_tried_at timestamptz(3);
ALTER TABLE digest_line ADD COLUMN useful_until timestamptz(3), ADD COLUMN dropped_at timestamptz(3);

DROP INDEX mail_queue;
CREATE INDEX mail_queue ON mail (place) WHERE status = 'queued';
-- The mails of one case to one address go one after the other.
CREATE INDEX mail_turn ON mail (case_id, address, place) WHERE status = 'queued';

DROP INDEX digest_waiting;
CREATE INDEX digest_waiting ON digest_line (digest, address) WHERE mail_id IS NULL AND dropped_at IS NULL;
