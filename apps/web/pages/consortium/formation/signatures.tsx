import { Alert } from 'antd';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDate } from '#domain/calendar/instant.js';
import { agreement } from '#domain/consortium/forms/agreement.js';
import { Signatures } from '../signing/signatures.js';
import { formationData } from './knowledge.js';

/** The agreement's signatures (B15): of everyone on the frozen list. */
export function AgreementSignatures({ one }: { one: CaseDetail }) {
  const data = formationData(one);
  if (!data.members) return <Alert type="info" showIcon title="成员名单冻结后，协议文本定稿并交各单位签署。" />;
  return (
    <Signatures
      one={one}
      form={agreement}
      data={data}
      parties={data.members}
      done={`全部 ${data.members.length} 家单位已签署，协议自${data.effectiveOn ? formatDate(data.effectiveOn) : '签署之日'}起生效。`}
      rule="协议文本一经修改，已有签章全部失效，须重新签署。全部单位签署后协议生效。"
      none="成员名单已变动，协议文本须由牵头单位修改定稿后重新签署。"
    />
  );
}
