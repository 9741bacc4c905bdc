import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { download } from '../data/files.js';

/** 导出Excel of a list as it is filtered; a refusal is said beside the button. */
export function ExportList({ path, empty }: { path: string; empty: boolean }) {
  const out = useMutation({ mutationFn: () => download(path) });
  return (
    <>
      <Button loading={out.isPending} disabled={empty} onClick={() => out.mutate()}>
        导出Excel
      </Button>
      {out.error && <Alert type="error" showIcon title={out.error.message} />}
    </>
  );
}
