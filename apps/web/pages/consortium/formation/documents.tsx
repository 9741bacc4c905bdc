import { Alert, Button } from 'antd';
import type { Me } from '#apps/api/contract.js';
import { localDate } from '#domain/calendar/instant.js';
import { agreement, checkAgreement } from '#domain/consortium/forms/agreement.js';
import { application, checkApplication } from '#domain/consortium/forms/application.js';
import { checkPlan, plan } from '#domain/consortium/forms/plan.js';
import { namesParties, withMembers, withParties } from '#domain/consortium/forms/prefill.js';
import type { DocumentContent } from '#domain/form/document.js';
import { DocumentPanel } from '../../case/documents/document-panel.js';
import type { PanelProps } from '../../case/panels.js';
import { formationData, membersOf } from './knowledge.js';

/** 附件2: its first section is the list of members, its eighth the signatures; the lead writes the six between. */
export function Agreement({ one, me }: PanelProps) {
  const members = membersOf(one);
  const complete = (content: DocumentContent) =>
    withParties(withHead(content, one.title, formationData(one).industry, me), members);
  return (
    <DocumentPanel
      one={one}
      name="agreement"
      form={agreement}
      without={['parties']}
      check={(content) => checkAgreement(content, members)}
      complete={complete}
      tools={(content, change) => (
        <PartiesNote
          current={namesParties(content, members)}
          names={members.map((member) => member.name)}
          update={() => change(content)}
        />
      )}
      empty="协议尚未定稿。牵头单位冻结成员名单后，文本在此供审阅和签署。"
    />
  );
}

function PartiesNote({ current, names, update }: { current: boolean; names: string[]; update: () => void }) {
  return current ? (
    <span>一、牵头和成员单位：{names.join('、')}</span>
  ) : (
    <Alert
      type="warning"
      showIcon
      title={`第一部分须与成员名单一致：${names.join('、')}`}
      action={
        <Button size="small" onClick={update}>
          按成员名单更新
        </Button>
      }
    />
  );
}

/** What is known already stands there from the beginning. */
function withHead(content: DocumentContent, title: string, industry: string, me: Me): DocumentContent {
  const { fields } = content;
  const start = { industry, name: /创新联合体$/.test(title) ? title : '', filledOn: localDate(Date.parse(me.clock.now)) };
  const missing = Object.entries(start).filter(([key, value]) => value !== '' && fields[key] === undefined);
  return missing.length ? { ...content, fields: { ...fields, ...Object.fromEntries(missing) } } : content;
}

/** 附件1: head, counts and table six come from the frozen list at a press. */
export function Application({ one, me }: PanelProps) {
  const data = formationData(one);
  const members = membersOf(one);
  const today = localDate(Date.parse(me.clock.now));
  const fill = (content: DocumentContent) =>
    withMembers(
      withHead({ ...content, fields: { target: data.target, need: data.need, ...content.fields } }, one.title, data.industry, me),
      members,
      data.effectiveOn,
    );
  return (
    <DocumentPanel
      one={one}
      name="form"
      form={application}
      check={(content) =>
        checkApplication(content, { today, members, ...(data.effectiveOn ? { effectiveOn: data.effectiveOn } : {}) })
      }
      tools={(content, change) => (
        <Button onClick={() => change(fill(content))} title="填入牵头单位、协议生效时间、各类单位数量和表六">
          按成员名单填入
        </Button>
      )}
      empty="牵头单位尚未提交组建申请表。"
    />
  );
}

/** 附件3. */
export function Plan({ one }: PanelProps) {
  return <DocumentPanel one={one} name="plan" form={plan} check={checkPlan} empty="牵头单位尚未提交建设方案。" />;
}
