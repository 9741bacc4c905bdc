import { useQuery } from '@tanstack/react-query';
import { Alert, Select, Spin } from 'antd';
import type { Me, RegisterRow } from '#apps/api/contract.js';
import { registerOfKey } from '#domain/subsidy/registers/definitions.js';
import { api } from '../../data/client.js';
import { useUrlFilter } from '../../data/pages.js';
import { PageTitle } from '../admin/page-title.js';
import { RegisterTable } from './register-table.js';

/** 名册: those that are there for the person, one at a time, each drawn from its definition. */
export function RegistersPage({ me }: { me: Me }) {
  const [filter, change] = useUrlFilter();
  const registers = useQuery({
    queryKey: ['registers'],
    queryFn: () => api<RegisterRow[]>('GET', '/registers'),
    staleTime: 60_000,
  });
  if (registers.isPending) return <Spin description="正在载入" />;
  if (registers.error) return <Alert type="error" showIcon title={registers.error.message} />;
  const shown = registers.data.find(({ key }) => key === filter.register) ?? registers.data[0]!;
  const definition = registerOfKey(shown.key)!;
  return (
    <>
      <PageTitle>名册</PageTitle>
      <div className="register-head">
        <Select
          aria-label="名册"
          style={{ width: 320 }}
          listHeight={480}
          value={shown.key}
          options={optionsOf(registers.data)}
          onChange={(register) => change({ register, text: '', state: '' })}
        />
        <p>
          {definition.about}
          <span className="quiet">（{definition.clause}）</span>
        </p>
      </div>
      <RegisterTable key={shown.key} definition={definition} keeps={shown} today={me.clock.now} />
    </>
  );
}

/** Those that a filing is judged by, and those of the measures that pay nothing (C9-C12). */
function optionsOf(registers: readonly RegisterRow[]) {
  const definitions = registers.map(({ key }) => registerOfKey(key)!);
  const kinds = [
    { label: '申报条件', of: definitions.filter(({ clause }) => !/^C(9|1[0-2])\./.test(clause)) },
    { label: '培育与服务', of: definitions.filter(({ clause }) => /^C(9|1[0-2])\./.test(clause)) },
  ];
  return kinds
    .filter(({ of }) => of.length > 0)
    .map(({ label, of }) => ({ label, options: of.map((one) => ({ value: one.key, label: one.label })) }));
}
