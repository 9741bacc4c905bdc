import { useQuery } from '@tanstack/react-query';
import { Alert, Spin } from 'antd';

/** Mermaid is large: it comes only with the first diagram. */
async function draw(source: string): Promise<string> {
  const { default: mermaid } = await import('mermaid');
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: 'neutral', fontFamily: 'inherit' });
  return (await mermaid.render('flow-diagram', source)).svg;
}

/** The process as a picture: where the case stands, where it has been, where it can go. */
export function FlowDiagram({ source, label }: { source: string; label: string }) {
  const drawn = useQuery({ queryKey: ['diagram', source], queryFn: () => draw(source), staleTime: Infinity, retry: false });
  if (drawn.isPending) return <Spin description="正在绘制" />;
  if (drawn.error) return <Alert type="warning" showIcon title="流程图无法绘制，请以流转记录为准。" />;
  // The drawing is Mermaid's own, made in strict mode from our process table.
  return (
    <div
      role="img"
      aria-label={label}
      tabIndex={0}
      style={{ overflow: 'auto', maxHeight: 640 }}
      dangerouslySetInnerHTML={{ __html: drawn.data }}
    />
  );
}
