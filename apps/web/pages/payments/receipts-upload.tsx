import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Modal } from 'antd';
import { useRef } from 'react';
import type { Applied } from '#apps/api/contract.js';
import { ApiProblem } from '../../data/client.js';
import { upload } from '../../data/files.js';

/** 导入回单: the list as the treasury returned it. What moved, what came twice, and what fits nothing. */
export function ReceiptsUpload() {
  const input = useRef<HTMLInputElement>(null);
  const queries = useQueryClient();
  const bring = useMutation({
    mutationFn: (file: File) => upload<Applied>('/receipts', file),
    onSuccess: () => queries.invalidateQueries(),
    onSettled: () => {
      if (input.current) input.current.value = '';
    },
  });
  const details = bring.error instanceof ApiProblem ? (bring.error.problem.details ?? []) : [];
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".xlsx"
        aria-label="选择回单文件"
        className="visually-hidden"
        onChange={(event) => event.target.files?.[0] && bring.mutate(event.target.files[0])}
      />
      <Button loading={bring.isPending} onClick={() => input.current?.click()}>
        导入回单
      </Button>
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
