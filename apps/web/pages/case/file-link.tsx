import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { download } from '../../data/files.js';
import { useAttachments } from './attachments.js';

/** A file that an act named, by its id: its name, to be taken down. */
export function FileLink({ caseId, id }: { caseId: string; id: string }) {
  const files = useAttachments(caseId);
  const { message } = App.useApp();
  const take = useMutation({
    mutationFn: () => download(`/attachments/${id}`),
    onError: (error) => void message.error(error.message),
  });
  const file = files.data?.find((one) => one.id === id);
  if (!file) return <>已存档</>;
  return (
    <Button type="link" size="small" style={{ padding: 0 }} loading={take.isPending} onClick={() => take.mutate()}>
      {file.fileName}
    </Button>
  );
}
