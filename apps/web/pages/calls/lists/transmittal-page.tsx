import { Button, Descriptions } from 'antd';
import { useState } from 'react';
import { localDate } from '#domain/calendar/instant.js';
import type { TransmittalData } from '#domain/call/transmittal.js';
import { download } from '../../../data/files.js';
import { Actions } from '../../actions.js';
import { DialogProvider, type Dialog } from '../../case/act/knowledge.js';
import { CaseAside } from '../../case/case-aside.js';
import { CaseHead } from '../../case/case-head.js';
import type { ListView } from './list-page.js';
import { ProjectTable } from './project-table.js';

/** 报送 (A18): document, seal and paper in one act; the province registers the paper's receipt. */
export function TransmittalPage({ view, list, projects }: ListView) {
  const data = list.data as unknown as TransmittalData;
  const [unsaved] = useState<Dialog['unsaved']>({});
  const today = localDate(Date.parse(view.me.clock.now));
  const send = list.explanation.actions.find((action) => action.on === 'send');
  return (
    <DialogProvider
      value={{
        one: list,
        unsaved,
        stay: true,
        defaults: { send: { paperSent: today }, 'receive-paper': { date: today } },
        notes: {
          send: (
            <p>
              报送 {projects.length} 个项目。Excel汇总表由系统发送至 {data.mailbox}
              ；盖章的申报文件和项目申报表（一套）请寄送省厅。
            </p>
          ),
        },
      }}
    >
      <div className="case-page">
        <div className="case-body">
          <CaseHead one={list} />
          {list.status === 'draft' && send?.reason && send.refusal?.code !== 'not_your_office' && (
            <p className="note warning">⚠ 暂不能报送：{send.reason}</p>
          )}
          <Descriptions
            bordered
            size="small"
            column={3}
            items={[
              { key: 'no', label: '报送文号', children: data.documentNo ?? '报送时填写' },
              { key: 'seal', label: '公章', children: data.documentNo ? '已盖章（线下盖章）' : '报送时确认' },
              { key: 'mail', label: '省厅邮箱', children: data.mailbox },
              { key: 'sent', label: '纸质寄出', children: data.paperSent ?? '—' },
              { key: 'received', label: '纸质收讫', children: data.paperReceived ?? '—' },
              {
                key: 'bundle',
                label: '汇总表',
                children: (
                  <Button size="small" onClick={() => void download(`/cases/${list.id}/workbook.xlsx`)}>
                    下载Excel汇总表
                  </Button>
                ),
              },
            ]}
          />
          <ProjectTable label="报送项目" projects={projects} empty="名单中没有您可以查看的项目。" />
          <div className="act-bar">
            <Actions />
          </div>
        </div>
        <CaseAside one={list} now={Date.parse(view.me.clock.now)} />
      </div>
    </DialogProvider>
  );
}
