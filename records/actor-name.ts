import type { Actor } from '#domain/process/types.js';

const others = { time: '系统（按期）', system: '系统（关联事项）', public: '社会公众（实名异议）' } as const;

/** Who stands in a log: a deputy with the principal; an objector's name is nobody's to read there (6.5). */
export function nameOfActor({ kind, name, deputyFor }: Actor): string {
  if (kind !== 'person') return others[kind];
  return deputyFor ? `${name}（受${deputyFor.name}委托）` : (name ?? '—');
}
