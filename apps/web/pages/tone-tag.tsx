import { Tag } from 'antd';
import type { ReactNode } from 'react';

/** Status colours of 6.12 (草稿灰、审核蓝、退回橙、通过绿、不通过红), dark enough to read (AA) and never the only sign: the text says it too. */
const tones: Record<string, [text: string, ground: string, border: string]> = {
  draft: ['#434343', '#f5f5f5', '#bfbfbf'],
  review: ['#003eb3', '#e6f4ff', '#91caff'],
  returned: ['#873800', '#fff7e6', '#ffd591'],
  passed: ['#135200', '#f6ffed', '#b7eb8f'],
  refused: ['#a8071a', '#fff1f0', '#ffa39e'],
  running: ['#00474f', '#e6fffb', '#87e8de'],
  ended: ['#434343', '#f5f5f5', '#bfbfbf'],
};

export function ToneTag({ tone, children }: { tone: string; children: ReactNode }) {
  const [color, background, borderColor] = tones[tone] ?? tones.draft!;
  return <Tag style={{ color, background, borderColor }}>{children}</Tag>;
}
