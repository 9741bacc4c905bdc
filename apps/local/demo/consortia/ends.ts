import { province } from './cast.js';
import type { Life } from './life.js';

const ending = {
  reason: '按解散申请所述事由',
  division: '经费结余按原渠道退回，知识产权按贡献共有，设备归购置单位，数据移交省科技厅',
  duties: '各单位继续履行保密和成果转化义务',
};
const settled = { funds: '无结余', property: '按协议共有', equipment: '归购置单位', data: '移交省科技厅' };

/** 解散办理中: the agreement waits for a signature, or for twenty working days without an objection. */
export async function dissolving(life: Life): Promise<void> {
  await life.report(2025, '2025-12-25');
  await life.on('2026-10-26');
  await life.act('request-dissolution', life.lead, { ground: 'completed', detail: '既定任务已全部完成，无新的目标任务' });
  const dissolution = life.child('dissolution');
  await life.on('2026-11-02');
  await life.write(dissolution, 'agreement', ending);
  await life.act('submit-agreement', life.lead, {}, dissolution);
  await life.on('2026-11-09');
  await life.sign(dissolution, life.parties.slice(0, 2));
}

/** 已解散: signed by all, settled, the final report on file. */
export async function dissolved(life: Life): Promise<void> {
  await life.report(2025, '2025-12-18');
  await life.on('2026-03-02');
  await life.act('request-dissolution', life.lead, {
    ground: 'disagreement',
    detail: '牵头和成员单位对技术路线存在严重分歧，影响运行',
  });
  const dissolution = life.child('dissolution');
  await life.on('2026-03-09');
  await life.write(dissolution, 'agreement', ending);
  await life.act('submit-agreement', life.lead, {}, dissolution);
  await life.on('2026-03-16');
  await life.sign(dissolution);
  await life.on('2026-04-07');
  await life.act('submit-settlement', life.lead, settled, dissolution);
  await life.on('2026-04-10');
  await life.act('recommend', life.recommender, {}, dissolution);
  await life.on('2026-04-14');
  await life.file(life.child('final-report'), '2026-04-14', 'filed');
  await life.on('2026-04-24');
  await life.act('approve', province.director, { plaqueRecalled: true }, dissolution);
}

const investigators = (life: Life) => ({
  personIds: [province.officer, province.second].map((login) => life.player.who(login).personId),
});

/** 取消资格办理中: a clue of its bureau's is looked into by two officials. */
export async function disqualifying(life: Life): Promise<void> {
  await life.report(2025, '2026-01-20');
  await life.on('2026-09-21');
  await life.act('report-clue', life.recommender, { ground: 'breach', fact: '两家成员单位反映牵头单位未按共建协议投入中试设备' });
  await life.on('2026-10-12');
  await life.act('open-investigation', province.director, investigators(life), life.child('disqualification'));
}

/** 已取消资格: the report of 2025 never came; heard, decided, served. Its lead may not lead again for three years (B32, R10). */
export async function disqualified(life: Life): Promise<void> {
  await life.report(2024, '2024-12-30');
  const report = life.reportOf(2025);
  await life.on('2026-02-02');
  await life.act('issue-urge', province.officer, { documentNo: '云科函〔2026〕7号(示例)' }, report);
  await life.on('2026-03-05');
  await life.act('propose-disqualification', province.director, {}, report);
  const clue = life.child('disqualification');
  const proof = (name: string) => life.player.attach(clue, province.officer, 'receipt', name, 'page');
  await life.on('2026-03-09');
  await life.act('open-investigation', province.director, investigators(life), clue);
  await life.on('2026-03-30');
  await life.act('report-findings', province.officer, { findings: '经两次催报仍不报送2025年度报告，牵头单位无正当理由' }, clue);
  await life.on('2026-04-02');
  await life.act('record-receipt', province.officer, { on: '2026-04-01', file: [await proof('告知书送达回证(示例).pdf')] }, clue);
  await life.act('plead', life.lead, { text: '因负责人更换延误，请求从轻处理' }, clue);
  await life.on('2026-04-20');
  await life.act('cancel', province.leader, { minutesNo: '〔2026〕12次' }, clue);
  await life.on('2026-04-24');
  await life.act(
    'record-service',
    province.officer,
    { servedOn: '2026-04-24', file: [await proof('决定书送达回证(示例).pdf')] },
    clue,
  );
}

/** 已转化 into an alliance (B29). */
export async function converted(life: Life): Promise<void> {
  await life.report(2025, '2025-12-12');
  await life.on('2026-05-18');
  const alliance = {
    kind: 'alliance',
    documentNo: '云科发〔2026〕86号(示例)',
    link: '云南省烟草智能装备产业技术创新战略联盟(示例)',
  };
  await life.act('convert', province.director, alliance);
}
