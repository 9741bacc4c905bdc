-- 所属单位: whom an account belongs to, before and beside any post.
ALTER TABLE "person" ADD COLUMN "unit_id" UUID REFERENCES "unit"("id") ON DELETE SET NULL;
UPDATE "person" p SET "unit_id" = (SELECT o."unit_id" FROM "post" o WHERE o."person_id" = p."id" ORDER BY o."unit_id" LIMIT 1);
CREATE INDEX "person_unit_id_idx" ON "person"("unit_id");

-- The inspector's list and its views.
CREATE INDEX case_recent ON "case" (updated_at DESC, id DESC);
CREATE INDEX mail_undelivered ON mail (created_at DESC) WHERE status IN ('failed', 'bounced');
CREATE INDEX mail_recent ON mail (created_at DESC, id DESC);

-- 常用意见 every installation starts with; administrators change them.
INSERT INTO dictionary_item (dictionary, value, label, position) VALUES
  ('opinion', 'agree', '材料齐全，符合申报条件，同意。', 1),
  ('opinion', 'agree-up', '经审核，内容真实，同意报送。', 2),
  ('opinion', 'supplement', '材料不齐全，请补充后重新提交。', 3),
  ('opinion', 'correct', '填报内容与附件不一致，请核实修改。', 4),
  ('opinion', 'refuse', '不符合申报条件，不予受理。', 5)
ON CONFLICT DO NOTHING;
