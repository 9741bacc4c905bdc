import { useQuery } from '@tanstack/react-query';
import { Alert, Flex, Segmented, Spin } from 'antd';
import { useEffect, useRef, useState } from 'react';

/** Mermaid is large: it comes only with the first diagram. In its own size: what is shrunk to the page nobody can read. */
async function draw(source: string): Promise<string> {
  const { default: mermaid } = await import('mermaid');
  mermaid.initialize({
    ...{ startOnLoad: false, securityLevel: 'strict', theme: 'neutral', fontFamily: 'inherit' },
    flowchart: { useMaxWidth: false },
    state: { useMaxWidth: false },
  });
  return (await mermaid.render('flow-diagram', source)).svg;
}

const kinds = [
  { value: 'way', label: '本事项经过与下一步' },
  { value: 'whole', label: '完整流程' },
] as const;

/** The process as a picture: the case's own way, or all that the process knows, where it stands in sight. */
export function FlowDiagram({ way, whole, label }: { way: string; whole: string; label: string }) {
  const [kind, setKind] = useState<(typeof kinds)[number]['value']>('way');
  return (
    <Flex vertical gap="small" align="start">
      <Segmented options={[...kinds]} value={kind} onChange={setKind} aria-label="流程图范围" />
      <Drawing source={kind === 'way' ? way : whole} label={label} />
    </Flex>
  );
}

function Drawing({ source, label }: { source: string; label: string }) {
  const drawn = useQuery({ queryKey: ['diagram', source], queryFn: () => draw(source), staleTime: Infinity, retry: false });
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.querySelector('.current')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [drawn.data]);
  if (drawn.isPending) return <Spin description="正在绘制" />;
  if (drawn.error) return <Alert type="warning" showIcon title="流程图无法绘制，请以流转记录为准。" />;
  // The drawing is Mermaid's own, made in strict mode from our process table.
  return (
    <div
      ref={frame}
      role="img"
      aria-label={label}
      tabIndex={0}
      style={{ overflow: 'auto', maxHeight: 640, maxWidth: '100%', background: '#fff', padding: 16 }}
      dangerouslySetInnerHTML={{ __html: drawn.data }}
    />
  );
}
