-- A14: hand-filled workbooks that came back; the file is the attachment of the same id.
CREATE TABLE "workbook_reading" (
    "id" UUID NOT NULL REFERENCES "attachment"("id"),
    "case_id" UUID NOT NULL REFERENCES "case"("id"),
    "cells" JSONB NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "position" SERIAL NOT NULL,
    CONSTRAINT "workbook_reading_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "workbook_reading_case_id_position_idx" ON "workbook_reading"("case_id", "position" DESC);
