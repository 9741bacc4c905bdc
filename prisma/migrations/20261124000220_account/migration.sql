-- Second factor: the secret waits in totp_pending until its first code is right; a code is good for one sign-in.
ALTER TABLE "person" ADD COLUMN "totp_pending" TEXT, ADD COLUMN "totp_last_step" INTEGER;

-- One-time links: how many somebody asked for lately.
ALTER TABLE "one_time_token" ADD COLUMN "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp();
ALTER TABLE "one_time_token" ADD CONSTRAINT "one_time_token_purpose" CHECK ("purpose" IN ('activate', 'reset'));
CREATE INDEX one_time_token_person ON one_time_token (person_id, created_at);

-- A mail with a one-time link keeps the link only until it has left: whoever reads the mail log later can do nothing with it.
CREATE FUNCTION forget_one_time_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.body := regexp_replace(NEW.body, 'https?://\S+#\S+', '（一次性链接，发送后不再保存）', 'g');
  RETURN NEW;
END $$;
CREATE TRIGGER one_time_link BEFORE UPDATE ON mail FOR EACH ROW
  WHEN (NEW.template IN ('activation', 'password-reset') AND NEW.status <> 'queued') EXECUTE FUNCTION forget_one_time_link();
