import type { CaseDetail } from '#apps/api/contract.js';
import { projectForm } from '#domain/key-project/form.js';
import { LastReturn } from '../last-return.js';
import { projectData } from './knowledge.js';

/** Why it came back, and which sections are asked for (A25). */
export function ProjectReturn({ one }: { one: CaseDetail }) {
  const { year, returnedSections = [] } = projectData(one);
  const sections = projectForm(year)
    .sections.filter((section) => returnedSections.includes(section.key))
    .map((section) => section.label);
  return (
    <div style={{ marginBottom: 12 }}>
      <LastReturn
        one={one}
        description={sections.length > 0 && `需修改的部分：${sections.join('、')}。修改后重新提交，将直接回到退回的环节。`}
      />
    </div>
  );
}
