import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Flex, Modal } from 'antd';
import { useState } from 'react';
import type { Application, CaseDetail, ImportPreview } from '#apps/api/contract.js';
import { reuseAnswers } from '#domain/key-project/reuse.js';
import { api } from '../../../data/client.js';
import { upload } from '../../../data/files.js';
import { ChooseWorkbook } from '../../../form/choose-workbook.js';
import { BadCells } from '../../applicant/bad-cells.js';
import { ChangesTable } from '../../../form/changes-table.js';
import { changesOf, contentOfProject } from './content.js';
import { projectData } from './knowledge.js';

interface Props {
  one: CaseDetail;
  content: Record<string, unknown>;
  onFill: (content: Record<string, unknown>) => void;
}

interface Proposal {
  source: string;
  content: Record<string, unknown>;
}

/** Answers from elsewhere: an earlier application of the firm, or a filled Excel. Shown as differences first, then taken over. */
export function FillFrom({ one, content, onFill }: Props) {
  const { year, callId, type } = projectData(one);
  const [proposal, setProposal] = useState<Proposal>();
  const own = useQuery({ queryKey: ['applications'], queryFn: () => api<Application[]>('GET', '/applications') });
  const earlier = (own.data ?? []).filter((other) => other.process === 'key-project' && other.id !== one.id);
  const reuse = useMutation({
    mutationFn: (id: string) => api<CaseDetail>('GET', `/cases/${id}`),
    onSuccess: (found) => {
      const answers = contentOfProject(found.versions.at(-1)?.content ?? found.draft?.content ?? {}).fields;
      const filled = reuseAnswers(year, contentOfProject(content).fields, answers);
      setProposal({ source: `“${found.title}”`, content: { ...content, ...filled } });
    },
  });
  const excel = useMutation({
    mutationFn: async (file: File) => {
      const { projects } = await upload<ImportPreview>(`/calls/${callId}/import/preview`, file);
      const ofType = projects.filter((project) => project.type === type);
      const row = ofType.find((project) => project.form.name === content.name) ?? (ofType.length === 1 ? ofType[0] : undefined);
      if (!row) throw new Error('文件中没有与本项目类型、名称相符的一行，请使用本类型的模板，每个文件只填本项目。');
      return row;
    },
    onSuccess: (row) => setProposal({ source: `Excel ${row.address} 所在行`, content: { ...content, ...row.form } }),
  });
  const fault = reuse.error ?? excel.error;
  return (
    <>
      <Flex gap="small" wrap>
        {earlier.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: earlier.slice(0, 20).map((other) => ({ key: other.id, label: `${other.number ?? '草稿'} ${other.title}` })),
              onClick: ({ key }) => reuse.mutate(key),
            }}
          >
            <Button size="small" loading={reuse.isPending}>
              套用以往填报
            </Button>
          </Dropdown>
        )}
        <ChooseWorkbook size="small" label="选择已填写的Excel" busy={excel.isPending} onFile={excel.mutate}>
          从Excel填入
        </ChooseWorkbook>
      </Flex>
      {fault && <BadCells error={fault} />}
      {proposal && (
        <Modal
          open
          width={860}
          title={`从${proposal.source}填入`}
          okText="填入草稿"
          onCancel={() => setProposal(undefined)}
          onOk={() => {
            onFill(proposal.content);
            setProposal(undefined);
          }}
        >
          <p>以下内容将写入草稿，填入后仍可修改；未列出的内容不变。</p>
          <ChangesTable label="将要填入的内容" changes={changesOf(year, content, proposal.content)} from="现在" to="填入后" />
        </Modal>
      )}
    </>
  );
}
