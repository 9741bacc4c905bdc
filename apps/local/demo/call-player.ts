import type { LocalDate } from '#domain/calendar/instant.js';
import type { CallData } from '#domain/call/data.js';
import type { FormValues } from '#domain/form/definition.js';
import { validExample } from '#domain/key-project/examples.js';
import type { ProjectType } from '#domain/key-project/form.js';
import { judgements } from '#domain/key-project/rules.js';
import { prefectures } from '#domain/organisation/regions.js';
import { officeOf, provinceOffice } from '#apps/install/offices.js';
import { stableId as idOf } from '#apps/install/stable-id.js';
import { openCase } from '#records/open-case.js';
import { openKeyProject } from '#records/programmes/open-key-project.js';
import { openSelectionList } from '#records/programmes/selection-list.js';
import { openTransmittal } from '#records/programmes/transmittal.js';
import { Player } from './player.js';
import { firmLogin, firmOf, firms } from './units.js';

const ticked = { payload: { ticks: judgements.map((point) => point.key) } };
const opinion = '情况属实，同意按程序办理';

/** The desks of programme A, from the call to the selection. */
export class CallPlayer extends Player {
  /** A published call, forwarded by the prefectures named, which name their office too (A24). */
  async call(
    year: number,
    given: { documentNo: string; issueDate: LocalDate; expertRound: boolean; forwardedBy: readonly string[] },
  ): Promise<string> {
    const id = idOf(`${year} call`);
    const data: CallData = {
      year,
      title: `${year}年工业和信息化高质量发展重点项目申报`,
      issuer: '省工业和信息化厅',
      forms: ['新开工', '续建', '竣工投产'],
      office: '技术创新处',
      phones: ['0871-63500000', '0871-63500002'],
      supervisionPhone: '0871-63500010',
      fax: '0871-63500001',
      mailbox: 'zdxm@example.test',
      closingDate: `${year - 1}-12-31`,
      preworkBefore: `${year}-08-01`,
      expertRound: given.expertRound,
      offices: { province: provinceOffice },
      prefectures: Object.fromEntries(prefectures.map(({ code }) => [code, { unitId: officeOf(code) }])),
    };
    await openCase(this.db, {
      process: 'call',
      id,
      title: data.title,
      data: data as unknown as Record<string, unknown>,
      department: 'miit',
      by: this.who('sheng'),
    });
    const { documentNo, issueDate } = given;
    await this.must(id, 'publish', 'tingling', { payload: { documentNo, issueDate } });
    for (const code of given.forwardedBy) {
      const by = code === '532300' ? 'zhou' : `po-${code}`;
      await this.must(id, 'name-office', by, { payload: { office: '投资规划科', persons: this.who(by).name! } });
      await this.must(id, 'forward', by, {
        payload: { ownerClosing: `${year - 1}-12-16`, countyClosing: `${year - 1}-12-24` },
      });
    }
    return id;
  }

  /** A firm's draft with a form that passes every rule, but for what `change` says. */
  async project(callId: string, year: number, of: DemoProject): Promise<string> {
    const [firm, uscc, county, field] = firms[of.firm]!;
    const by = firmLogin(of.firm);
    const id = idOf(`${callId} ${of.title}`);
    await openKeyProject(this.db, {
      id,
      callId,
      type: of.type,
      title: of.title,
      county,
      unitId: firmOf(uscc),
      by: this.who(by),
      ...(of.carryOverId ? { carryOverId: of.carryOverId } : {}),
    });
    const content: FormValues = {
      ...validExample(of.type, year),
      name: of.title,
      county,
      field,
      park: `${firm.slice(0, 2)}高新区`,
      ...of.change,
    };
    await this.draft(id, by, 'form', content);
    return id;
  }

  /** Along the usual way: each step is one more desk (2.1), up to the prefecture's approval. */
  async walk(id: string, firm: number, steps: Step[]): Promise<void> {
    const [, , county] = firms[firm]!;
    const prefecture = `${county.slice(0, 4)}00`;
    const login = {
      firm: firmLogin(firm),
      county: county === '532301' ? 'xian' : `co-${county}`,
      prefecture: prefecture === '532300' ? 'zhou' : `po-${prefecture}`,
    };
    for (const step of steps) {
      if (step === 'submit') await this.must(id, 'submit', login.firm);
      if (step === 'seal') await this.must(id, 'approve', login.firm);
      if (step === 'recommend') await this.must(id, 'recommend', login.county, ticked);
      if (step === 'approve') await this.must(id, 'approve', login.prefecture, ticked);
      if (step === 'return')
        await this.must(id, 'return', login.county, {
          opinion: '建设内容与设备清单不一致，请补充',
          payload: { target: 'owner', sections: ['construction'], fixBy: '2026-12-10' },
        });
      if (step === 'refuse') await this.must(id, 'refuse', login.county, { opinion: '前期手续未落实，暂不推荐' });
      if (step === 'appeal') await this.must(id, 'appeal', login.firm, { opinion: '备案手续已于上周办结，请予复核' });
      if (step === 'withdraw') await this.must(id, 'withdraw', login.firm, { opinion: '企业投资计划调整，自愿撤回' });
      if (step === 'form-pass') await this.must(id, 'form-pass', 'sheng');
      if (step === 'form-fail') await this.must(id, 'form-fail', 'sheng', { opinion: '不属于本批次支持范围' });
    }
  }

  /** A18 one prefecture sends what it has approved. */
  async transmit(callId: string, prefecture: string, documentNo: string, date: LocalDate): Promise<void> {
    const by = prefecture === '532300' ? 'zhou' : `po-${prefecture}`;
    const { id } = await openTransmittal(this.db, {
      id: idOf(`${callId} ${prefecture} ${documentNo}`),
      callId,
      by: this.who(by),
    });
    await this.must(id, 'send', by, { payload: { documentNo, seal: true, paperSent: date } });
    await this.must(id, 'receive-paper', 'sheng', { payload: { date } });
  }

  /** Meeting and public notice of what waits for it. */
  async select(callId: string, minutesNo: string, projects: string[], selected: string[]): Promise<string> {
    const { id } = await openSelectionList(this.db, {
      id: idOf(`${callId} ${minutesNo}`),
      callId,
      projects,
      by: this.who('sheng'),
    });
    await this.must(id, 'decide', 'tingling', { opinion, payload: { minutesNo, selected } });
    await this.must(id, 'publish-notice', 'sheng', { payload: { days: '5' } });
    return id;
  }

  /** The five experts of the draw promise and score; `of` of them. */
  async score(id: string, of: number): Promise<void> {
    await this.must(id, 'draw-panel', 'sheng');
    const { experts } = (await this.stateOf<{ experts: string[] }>(id)).data;
    for (const [n, personId] of experts.slice(0, of).entries()) {
      const login = this.loginOf(personId);
      await this.must(id, 'promise', login, { payload: { promise: true } });
      await this.must(id, 'score', login, { payload: { score: 82 + 2 * n, comment: '技术路线成熟，投资强度合理' } });
    }
  }
}

export type Step =
  'submit' | 'seal' | 'recommend' | 'approve' | 'return' | 'refuse' | 'appeal' | 'withdraw' | 'form-pass' | 'form-fail';

export interface DemoProject {
  /** Index in `firms`. */
  firm: number;
  type: ProjectType;
  title: string;
  change?: FormValues;
  carryOverId?: string;
}

export const toPrefecture: Step[] = ['submit', 'seal', 'recommend', 'approve'];
