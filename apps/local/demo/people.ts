import { counties, prefectures } from '#domain/organisation/regions.js';
import type { Actor, Role } from '#domain/process/types.js';
import { industries } from '#domain/consortium/vocabulary.js';
import { hashPassword } from '#apps/api/session/password.js';
import { financeOffice, officeOf, provinceOffice, scienceBureauOf, scienceOffice } from '#apps/install/offices.js';
import { stableId as idOf } from '#apps/install/stable-id.js';
import type { Database } from '#records/database.js';
import { bodies, branches, firmLogin, firmOf, firms } from './units.js';

export const demoPassword = 'duban2026';

/** The accounts `npm start` prints; every office has further ones, by its region's code (docs in README). */
export const demoAccounts = [
  { login: 'qiye', what: '楚雄新能源电池(示例) 填报人兼单位管理员' },
  { login: 'xian', what: '楚雄市 县级经办（其他县区：co-六位区划代码）' },
  { login: 'zhou', what: '楚雄州 州市经办（其他州市：po-六位区划代码）' },
  { login: 'sheng', what: '省工信厅 经办' },
  { login: 'chuzhang', what: '省工信厅 处长' },
  { login: 'tingling', what: '省工信厅 厅领导' },
  { login: 'zhuanjia1', what: '评审专家（另有 zhuanjia2 … zhuanjia13）' },
  { login: 'qiye1', what: '滇中绿铝集团(示例) 创新联合体牵头单位（其他企业：qiye2 … qiye15）' },
  { login: 'daxue', what: '云岭大学(示例) 创新联合体成员单位（另有 daxue2、yanjiuyuan、jiance）' },
  { login: 'kjru-530100', what: '昆明市科技局 推荐单位（其他州市：kjru-六位区划代码）' },
  { login: 'kejiting', what: '省科技厅 经办（另有经办 kejiting2，处长 kjchuzhang，厅领导 kjtingling）' },
  { login: 'yinhang', what: '彩云银行(示例) 补助申报（担保机构 danbao，创投基金 chuangtou；企业用 qiye、qiye1 …）' },
  { login: 'caizheng1', what: '省财政厅 经办（复核 caizheng2，审批 caizheng3）' },
  { login: 'xitong', what: '系统管理员' },
  { login: 'anquan', what: '安全管理员' },
  { login: 'shenji', what: '审计员' },
];

interface Person {
  login: string;
  name: string;
  unitId: string;
  roles: Role[];
}

/** Of both programmes: 重点领域 (A2) and 产业领域 (B3). */
const fields = [...new Set<string>([...firms.map(([, , , field]) => field), ...industries.map(({ value }) => value)])];
/** Claim by their own FI (specification 5). */
const financial: readonly string[] = ['bank', 'guarantor', 'fund'];
const surname = (n: number) => '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨'[n % 16]!;

const employers = [
  '云岭大学',
  '滇池理工学院',
  '云南冶金研究院',
  '昆明工程设计院',
  '云南有色金属学会',
  '滇西材料研究所',
  '省信息中心',
  '云南会计师协会',
  '红河学院',
  '滇南农业科学院',
  '高原机电研究所',
  '云南数字经济协会',
  '苍洱医药研究所',
];

/** 专家库: thirteen experts of as many employers, two of them of finance (6.2). */
const experts = employers.map((employer, n) => ({
  login: `zhuanjia${n + 1}`,
  name: `${surname(n)}专家`,
  employer,
  finance: n === 7 || n === 8,
}));

function people(): Person[] {
  const battery = firmOf('91532300MA6TEXT3XK');
  return [
    { login: 'qiye', name: '张企业', unitId: battery, roles: ['EA', 'UA'] },
    { login: 'xian', name: '李县级', unitId: officeOf('532301'), roles: ['CO'] },
    { login: 'zhou', name: '王州市', unitId: officeOf('532300'), roles: ['PO'] },
    { login: 'sheng', name: '赵经办', unitId: provinceOffice, roles: ['VO'] },
    { login: 'chuzhang', name: '钱处长', unitId: provinceOffice, roles: ['VD'] },
    { login: 'tingling', name: '孙厅长', unitId: provinceOffice, roles: ['VL'] },
    { login: 'kejiting', name: '段经办', unitId: scienceOffice, roles: ['VO'] },
    { login: 'kejiting2', name: '白经办', unitId: scienceOffice, roles: ['VO'] },
    { login: 'kjchuzhang', name: '木处长', unitId: scienceOffice, roles: ['VD'] },
    { login: 'kjtingling', name: '高厅长', unitId: scienceOffice, roles: ['VL'] },
    { login: 'caizheng1', name: '罗经办', unitId: financeOffice, roles: ['FN'] },
    { login: 'caizheng2', name: '和复核', unitId: financeOffice, roles: ['FN'] },
    { login: 'caizheng3', name: '刀审批', unitId: financeOffice, roles: ['FN'] },
    { login: 'xitong', name: '冯系统', unitId: provinceOffice, roles: ['SA'] },
    { login: 'anquan', name: '陈安全', unitId: provinceOffice, roles: ['SE'] },
    { login: 'shenji', name: '周审计', unitId: provinceOffice, roles: ['AU'] },
    ...experts.map(({ login, name }) => ({ login, name, unitId: provinceOffice, roles: ['XP' as const] })),
    ...firms.flatMap(([, uscc], n): Person[] =>
      firmOf(uscc) === battery
        ? []
        : [{ login: firmLogin(n), name: `${surname(n)}填报`, unitId: firmOf(uscc), roles: ['EA', 'UA'] }],
    ),
    ...bodies.map(([, uscc, kind, login], n): Person => ({
      login,
      name: `${surname(n + 4)}科管`,
      unitId: firmOf(uscc),
      roles: financial.includes(kind) ? ['FI'] : ['EA', 'UA'],
    })),
    ...branches.map(([, uscc, , login], n): Person => ({
      ...{ login, name: `${surname(n + 12)}行长`, unitId: firmOf(uscc), roles: ['FI'] },
    })),
    ...prefectures.flatMap(({ code }, n): Person[] => [
      { login: `po-${code}`, name: `${surname(n)}经办`, unitId: officeOf(code), roles: ['PO'] },
      { login: `ru-${code}`, name: `${surname(n + 5)}局长`, unitId: officeOf(code), roles: ['RU'] },
      { login: `kjru-${code}`, name: `${surname(n + 9)}局长`, unitId: scienceBureauOf(code), roles: ['RU'] },
    ]),
    ...counties.flatMap(({ code }, n): Person[] => [
      { login: `co-${code}`, name: `${surname(n + 2)}经办`, unitId: officeOf(code), roles: ['CO'] },
      { login: `ru-${code}`, name: `${surname(n + 7)}局长`, unitId: officeOf(code), roles: ['RU'] },
    ]),
  ];
}

/** Everybody, with one password; their actors by login. */
export async function seedPeople(db: Database): Promise<Map<string, Actor>> {
  const passwordHash = await hashPassword(demoPassword);
  const all = people();
  await db.person.createMany({
    data: all.map(({ login, name, unitId }) => ({
      id: idOf(login),
      login,
      name,
      unitId,
      email: `${login}@example.test`,
      phone: '13800001234',
      passwordHash,
    })),
  });
  await db.post.createMany({
    data: all.flatMap(({ login, unitId, roles }) => roles.map((role) => ({ personId: idOf(login), unitId, role }))),
  });
  await db.expert.createMany({
    data: experts.map(({ login, employer, finance }) => ({
      personId: idOf(login),
      employer: `${employer}(示例)`,
      fields,
      finance,
      relations: [],
      status: 'active',
    })),
  });
  const units = new Map(
    (await db.unit.findMany({ select: { id: true, name: true } })).map(({ id, name }) => [id, name] as const),
  );
  return new Map(
    all.map(({ login, name, unitId, roles }) => [
      login,
      {
        kind: 'person',
        personId: idOf(login),
        name,
        unitId,
        unitName: units.get(unitId)!,
        roles,
        posts: roles.map((role) => ({ unitId, role })),
      },
    ]),
  );
}
