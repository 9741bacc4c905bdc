import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions, Drawer } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CaseDetail, ListedProject } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import type { KeyProjectData } from '#domain/key-project/data.js';
import { api } from '../../../data/client.js';
import { download } from '../../../data/files.js';
import { Actions } from '../../actions.js';
import { DialogProvider, type Dialog } from '../../case/act/knowledge.js';
import { Loaded } from '../load.js';

/** 公示异议 of one project (6.5): who objects and why, and the province's word; the rest of the list goes on. */
export function Objections({ project, close }: { project: ListedProject; close: () => void }) {
  const detail = useQuery({ queryKey: ['case', project.id], queryFn: () => api<CaseDetail>('GET', `/cases/${project.id}`) });
  const [unsaved] = useState<Dialog['unsaved']>({});
  return (
    <Drawer open onClose={close} size="large" title={`公示异议：${project.title}`}>
      <Loaded query={detail}>
        {(one) => {
          const { objections = [] } = one.data as unknown as KeyProjectData;
          return (
            <div className="stack">
              {objections.length === 0 && <p>异议已处理，目前为“{one.label}”。</p>}
              {objections.map((objection, index) => (
                <Descriptions
                  key={index}
                  bordered
                  size="small"
                  column={1}
                  title={`异议 ${index + 1}`}
                  items={[
                    { key: 'who', label: '异议人', children: [objection.name, objection.unit].filter(Boolean).join('，') },
                    { key: 'contact', label: '联系方式', children: objection.contact },
                    { key: 'evidence', label: '事实与证据', children: objection.evidence },
                    {
                      key: 'files',
                      label: '证据材料',
                      children: objection.files?.length
                        ? objection.files.map((file) => (
                            <Button
                              key={file.id}
                              type="link"
                              size="small"
                              onClick={() => void download(`/attachments/${file.id}`)}
                            >
                              {file.fileName}
                            </Button>
                          ))
                        : '未附文件',
                    },
                    { key: 'at', label: '收到时间', children: formatInstant(objection.at) },
                  ]}
                />
              ))}
              <Link to={`/cases/${one.id}`}>查看项目全部材料</Link>
              {objections.length > 0 && (
                <DialogProvider value={{ one, unsaved, stay: true }}>
                  <Actions />
                </DialogProvider>
              )}
            </div>
          );
        }}
      </Loaded>
    </Drawer>
  );
}
