-- B34 versions of a policy text: in force from the day it was issued to the last day of its validity. A new formation needs one in force.
CREATE TABLE policy_version (
  id uuid PRIMARY KEY,
  -- 'consortium' 创新联合体建设管理工作方案
  programme text NOT NULL,
  title text NOT NULL,
  document_no text,
  valid_from date NOT NULL,
  -- Inclusive.
  valid_to date NOT NULL CHECK (valid_to >= valid_from),
  UNIQUE (programme, valid_from)
);
-- The original says "自印发之日起施行，有效期3年"; its public copies carry no day. It lapsed within 2025.
INSERT INTO policy_version (id, programme, title, valid_from, valid_to) VALUES
  ('0b340000-0000-4000-8000-000000002022', 'consortium', '云南省创新联合体建设管理工作方案（试行）', '2022-12-01', '2025-11-30');
