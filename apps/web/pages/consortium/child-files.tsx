import { Attachments } from '../case/attachments.js';
import type { PanelProps } from '../case/panels.js';
import { holdsIn } from '../case/posts.js';

const purposes = [
  { value: 'signature-page', label: '签章页' },
  { value: 'evidence', label: '证明材料' },
  { value: 'other', label: '其他材料' },
];

/** Files of a case under a consortium: its lead adds while a document is its to write, the province's officials while the case lives. */
export function ChildFiles({ one, me }: PanelProps) {
  const { offices } = one.data as { offices: { lead: string; province: string } };
  const writes = ['draft', 'drafting', 'requested'].includes(one.status);
  const mayAdd = !one.ended && (holdsIn(me, offices.province, 'VO', 'VD') || (writes && holdsIn(me, offices.lead, 'LD')));
  return (
    <Attachments
      caseId={one.id}
      purposes={purposes}
      mayAdd={mayAdd}
      empty="没有附件。签章页、送达回证等随办理步骤上传后在此列出。"
    />
  );
}
