import { Descriptions } from 'antd';
import type { ReactNode } from 'react';

export interface Fact {
  key: string;
  label: string;
  children: ReactNode;
  span: number;
}

/** A fact of the record; nothing when there is none. `span` 2: a whole line. */
export const fact = (label: string, children: ReactNode, span = 1): Fact[] =>
  children === undefined || children === null || children === false || children === ''
    ? []
    : [{ key: label, label, children, span }];

/** Two facts a line; a short one before a long one takes what is left of its line. */
export function Facts({ facts }: { facts: Fact[] }) {
  return <Descriptions bordered size="small" column={2} styles={{ label: { width: 140 } }} items={filled(facts)} />;
}

function filled(items: Fact[]): (Omit<Fact, 'span'> & { span: number | 'filled' })[] {
  let used = 0;
  return items.map((item, index) => {
    const next = items[index + 1];
    const alone = item.span === 1 && used === 0 && (next === undefined || next.span === 2);
    used = item.span === 2 || alone ? 0 : 1 - used;
    return { ...item, span: alone ? 'filled' : item.span };
  });
}
