import { Flex, Tabs } from 'antd';
import type { AnnualReportData } from '#domain/consortium/annual-report/data.js';
import { useUrlFilter } from '../../../data/pages.js';
import { Attachments, useAttachments } from '../../case/attachments.js';
import type { PanelProps } from '../../case/panels.js';
import { holdsIn } from '../../case/posts.js';
import { Loaded } from '../../calls/load.js';
import '../consortium.css';
import { MattersTable } from '../life/matters.js';
import { ofProcess, useLife } from '../life/use-life.js';
import { reportData } from './data.js';
import { Deadline } from './deadline.js';
import { Reviews } from './reviews.js';
import { Writing } from './writing.js';

const files = [
  { value: 'evidence', label: '佐证材料' },
  { value: 'other', label: '其他材料' },
] as const;
/** While it is owed, the lead writes it (2.4). */
const writing = ['open', 'drafting', 'returned', 'overdue', 'urged', 'refused', 'not_filed'];

/** 年度报告: the deadline and how it stands, the two reviews side by side, the text, and what became of its matters. */
export function ReportPanel({ one, me }: PanelProps) {
  const data = reportData(one);
  const attached = useAttachments(one.id);
  const [{ tab = 'form' }, change] = useUrlFilter();
  const raised = data.raised?.length ?? 0;
  return (
    <Flex vertical gap="small">
      <Deadline one={one} me={me} />
      {data.submittedAt !== undefined && <Reviews one={one} />}
      <Tabs
        activeKey={tab}
        onChange={(key) => change({ tab: key })}
        destroyOnHidden
        className="project-tabs"
        items={[
          { key: 'form', label: '报告', children: <Writing one={one} /> },
          {
            key: 'matters',
            label: raised > 0 ? `协调事项 ${raised}` : '协调事项',
            children: <Raised data={data} />,
          },
          {
            key: 'files',
            label: `附件 ${attached.data?.length ?? ''}`,
            children: (
              <Attachments
                caseId={one.id}
                purposes={files}
                empty="没有附件。牵头单位填报期间可上传佐证材料。"
                mayAdd={writing.includes(one.status) && holdsIn(me, data.offices.lead, 'LD')}
              />
            ),
          },
        ]}
      />
    </Flex>
  );
}

/** Each matter of the report as the item of coordination it became (2.11). */
function Raised({ data }: { data: AnnualReportData }) {
  const life = useLife(data.consortiumId);
  return (
    <Loaded query={life}>
      {(children) => (
        <MattersTable
          matters={ofProcess(children, 'coordination').filter((matter) => data.raised?.includes(matter.title))}
          empty="报告报送后，其中的需政府协调事项逐项转为协调事项，在此查看办理情况。"
        />
      )}
    </Loaded>
  );
}
