import { Descriptions } from 'antd';
import { regionName } from '#domain/organisation/regions.js';
import type { PanelProps } from './panels.js';

/** The data of a case whose process has no page of its own yet; ids stand with their names. */
export function PlainFacts({ one }: PanelProps) {
  const shown = Object.entries(one.data).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return (
    <Descriptions
      bordered
      size="small"
      column={1}
      items={[
        ...shown.map(([key, value]) => ({ key, label: key, children: one.names[String(value)] ?? String(value) })),
        ...(one.countyCode ? [{ key: 'county', label: '地区', children: regionName(one.countyCode) }] : []),
      ]}
    />
  );
}
