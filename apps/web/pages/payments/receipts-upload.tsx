import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Flex, Modal } from 'antd';
import type { Applied } from '#apps/api/contract.js';
import { ApiProblem } from '../../data/client.js';
import { upload } from '../../data/files.js';
import { ChooseWorkbook } from '../../form/choose-workbook.js';

/** 导入回单: the list as the treasury returned it. What moved, what came twice, and what fits nothing. */
export function ReceiptsUpload() {
  const queries = useQueryClient();
  const bring = useMutation({
    mutationFn: (file: File) => upload<Applied>('/receipts', file),
    onSuccess: () => queries.invalidateQueries(),
  });
  const details = bring.error instanceof ApiProblem ? (bring.error.problem.details ?? []) : [];
  return (
    <>
      <ChooseWorkbook label="选择回单文件" busy={bring.isPending} onFile={bring.mutate}>
        导入回单
      </ChooseWorkbook>
      <Modal title="导入回单" open={bring.data !== undefined || bring.error !== null} onCancel={bring.reset} onOk={bring.reset}>
        {bring.data && (
          <Flex vertical gap="small">
            <Alert
              type="success"
              showIcon
              title={`已入账 ${bring.data.settled} 笔${bring.data.repeated ? `，重复 ${bring.data.repeated} 笔未重复入账` : ''}。`}
            />
            {bring.data.refused.map((one) => (
              <Alert key={one.ref} type="warning" showIcon title={`回单 ${one.ref}：${one.message}`} />
            ))}
          </Flex>
        )}
        {bring.error && (
          <Alert
            type="error"
            showIcon
            title={bring.error.message}
            description={
              details.length > 0 &&
              details.map((one) => <div key={`${one.field}${one.message}`}>{`${one.field ?? ''} ${one.message}`}</div>)
            }
          />
        )}
      </Modal>
    </>
  );
}
