import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import type { ImportedEntries } from '#apps/api/contract.js';
import type { RegisterDefinition } from '#domain/subsidy/registers/definition.js';
import { download, upload } from '../../data/files.js';
import { ChooseWorkbook } from '../../form/choose-workbook.js';
import { BadCells } from '../applicant/bad-cells.js';

/** 导入Excel: the template filled in, or the list as it was taken out; all lines come in, or none. */
export function ImportList({ definition, close }: { definition: RegisterDefinition; close: () => void }) {
  const queries = useQueryClient();
  const path = `/registers/${definition.key}`;
  const bring = useMutation({
    mutationFn: (file: File) => upload<ImportedEntries>(`${path}/import`, file),
    onSuccess: () => queries.invalidateQueries({ queryKey: [path] }),
  });
  return (
    <Modal title={`导入：${definition.label}`} open onCancel={close} footer={null} width={640}>
      <p>
        请按
        <Button type="link" style={{ padding: '0 4px' }} onClick={() => void download(`${path}/list.xlsx?template=1`)}>
          名册模板
        </Button>
        填写，或在导出的名册上修改后上传。同一单位（编号）、同一起始日期的条目按文件更新，其余新增；有一处不能识别则全部不导入。
      </p>
      <ChooseWorkbook type="primary" label="选择名册文件" busy={bring.isPending} onFile={bring.mutate}>
        选择Excel文件
      </ChooseWorkbook>
      {bring.error && <BadCells error={bring.error} />}
      {bring.data && (
        <Alert
          type="success"
          showIcon
          style={{ marginTop: 12 }}
          title={`导入完成：新增 ${bring.data.entered} 条，修改 ${bring.data.changed} 条，未变 ${bring.data.same} 条。`}
        />
      )}
    </Modal>
  );
}
