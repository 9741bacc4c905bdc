-- The tables of the record. Comments on each: prisma/schema.prisma.

-- CreateTable
CREATE TABLE "unit" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "uscc" TEXT,
    "kind" TEXT NOT NULL,
    "level" TEXT NOT NULL DEFAULT 'unit',
    "departments" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "region_code" TEXT,
    "parent_id" UUID,
    "address" TEXT,
    "legal_representative" TEXT,
    "status" TEXT NOT NULL DEFAULT 'verified',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "login" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "password_hash" TEXT,
    "status" TEXT NOT NULL DEFAULT 'active',
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "totp_secret" TEXT,
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post" (
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "post_pkey" PRIMARY KEY ("person_id","unit_id","role")
);

-- CreateTable
CREATE TABLE "session" (
    "token_hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "one_time_token" (
    "token_hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "deputy" (
    "id" UUID NOT NULL,
    "principal_id" UUID NOT NULL,
    "deputy_id" UUID NOT NULL,
    "processes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deputy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case" (
    "id" UUID NOT NULL,
    "process" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "number" TEXT,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "state" JSONB NOT NULL,
    "call_id" UUID,
    "parent_id" UUID,
    "unit_id" UUID,
    "department" TEXT NOT NULL,
    "county_code" TEXT,
    "prefecture_code" TEXT,
    "kind" TEXT,
    "amount_fen" BIGINT,
    "head_hash" TEXT NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "ended" BOOLEAN NOT NULL DEFAULT false,
    "next_instant_at" TIMESTAMPTZ(3),
    "next_instant" TEXT,
    "undelivered" BOOLEAN NOT NULL DEFAULT true,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "delivery_attempts" INTEGER NOT NULL DEFAULT 0,
    "delivery_error" TEXT,
    "deliver_after" TIMESTAMPTZ(3),
    "since" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_event" (
    "case_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "on_event" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "from_status" TEXT NOT NULL,
    "to_status" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "person_id" UUID,
    "level" TEXT,
    "task_id" TEXT,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "opinion" TEXT,
    "assigned" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "case_event_pkey" PRIMARY KEY ("case_id","revision")
);

-- CreateTable
CREATE TABLE "task" (
    "case_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "process" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "unit_id" UUID,
    "role" TEXT,
    "holder_id" UUID,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due" TIMESTAMPTZ(3),
    "due_provisional" BOOLEAN NOT NULL DEFAULT false,
    "read_at" TIMESTAMPTZ(3),
    "urged_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" UUID,
    "outcome" TEXT,

    CONSTRAINT "task_pkey" PRIMARY KEY ("case_id","id")
);

-- CreateTable
CREATE TABLE "document_version" (
    "case_id" UUID NOT NULL,
    "document" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "sha256" TEXT,
    "saved_by" UUID,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_version_pkey" PRIMARY KEY ("case_id","document","version")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "uploaded_by" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "message_id" TEXT NOT NULL,
    "case_id" UUID,
    "person_id" UUID,
    "address" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "attachments" JSONB NOT NULL DEFAULT '[]',
    "status" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "send_after" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digest_line" (
    "id" BIGSERIAL NOT NULL,
    "person_id" UUID,
    "address" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "case_id" UUID,
    "line" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "mail_id" UUID,

    CONSTRAINT "digest_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "business_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "business_epoch" TIMESTAMPTZ(3) NOT NULL,
    "real_epoch" TIMESTAMPTZ(3) NOT NULL,
    "speed" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "sealed" BOOLEAN NOT NULL DEFAULT false,
    "moves" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "business_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_year" (
    "year" INTEGER NOT NULL,
    "off" TEXT[],
    "work" TEXT[],
    "source" TEXT,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "calendar_year_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "number_series" (
    "series" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "number_series_pkey" PRIMARY KEY ("series")
);

-- CreateTable
CREATE TABLE "carry_over" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "prior_number" TEXT,
    "title" TEXT NOT NULL,
    "unit_id" UUID,
    "unit_name" TEXT NOT NULL,
    "uscc" TEXT,
    "county_code" TEXT NOT NULL,
    "prefecture_code" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "resolution" TEXT,
    "reason" TEXT,
    "resolved_by" UUID,
    "resolved_at" TIMESTAMPTZ(3),
    "case_id" UUID,

    CONSTRAINT "carry_over_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_record" (
    "id" UUID NOT NULL,
    "unit_id" UUID,
    "person_id" UUID,
    "kind" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "decision_no" TEXT,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3),

    CONSTRAINT "credit_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "expert" (
    "person_id" UUID NOT NULL,
    "employer" TEXT NOT NULL,
    "unit_id" UUID,
    "fields" TEXT[],
    "finance" BOOLEAN NOT NULL DEFAULT false,
    "relations" JSONB NOT NULL DEFAULT '[]',
    "status" TEXT NOT NULL DEFAULT 'active',

    CONSTRAINT "expert_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "monthly_report" (
    "case_id" UUID NOT NULL,
    "month" TEXT NOT NULL,
    "month_fen" BIGINT NOT NULL,
    "cumulative_fen" BIGINT NOT NULL,
    "progress" TEXT NOT NULL,
    "problems" TEXT,
    "status" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "monthly_report_pkey" PRIMARY KEY ("case_id","month")
);

-- CreateTable
CREATE TABLE "publication" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "case_id" UUID,
    "title" TEXT NOT NULL,
    "document_no" TEXT,
    "body" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3),

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dictionary_item" (
    "dictionary" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "dictionary_item_pkey" PRIMARY KEY ("dictionary","value")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "person_id" UUID,
    "action" TEXT NOT NULL,
    "target" TEXT,
    "case_id" UUID,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "ip" TEXT,
    "request_id" TEXT,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "unit_uscc_key" ON "unit"("uscc");

-- CreateIndex
CREATE INDEX "unit_region_code_level_idx" ON "unit"("region_code", "level");

-- CreateIndex
CREATE UNIQUE INDEX "person_login_key" ON "person"("login");

-- CreateIndex
CREATE INDEX "post_unit_id_role_idx" ON "post"("unit_id", "role");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE INDEX "deputy_deputy_id_idx" ON "deputy"("deputy_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_number_key" ON "case"("number");

-- CreateIndex
CREATE INDEX "case_event_person_id_at_idx" ON "case_event"("person_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "case_event_case_id_event_id_key" ON "case_event"("case_id", "event_id");

-- CreateIndex
CREATE INDEX "attachment_case_id_idx" ON "attachment"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "mail_message_id_key" ON "mail"("message_id");

-- CreateIndex
CREATE INDEX "mail_person_id_created_at_idx" ON "mail"("person_id", "created_at");

-- CreateIndex
CREATE INDEX "mail_case_id_idx" ON "mail"("case_id");

-- CreateIndex
CREATE INDEX "carry_over_call_id_prefecture_code_idx" ON "carry_over"("call_id", "prefecture_code");

-- CreateIndex
CREATE INDEX "credit_record_unit_id_idx" ON "credit_record"("unit_id");

-- CreateIndex
CREATE INDEX "monthly_report_month_idx" ON "monthly_report"("month");

-- CreateIndex
CREATE INDEX "publication_kind_published_at_idx" ON "publication"("kind", "published_at");

-- CreateIndex
CREATE INDEX "audit_entry_person_id_at_idx" ON "audit_entry"("person_id", "at");

-- CreateIndex
CREATE INDEX "audit_entry_case_id_idx" ON "audit_entry"("case_id");

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case" ADD CONSTRAINT "case_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

