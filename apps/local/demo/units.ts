import { writeOffices, provinceOffice } from '#apps/install/offices.js';
import { stableId as idOf } from '#apps/install/stable-id.js';
import type { Database } from '#records/database.js';

/** Firms of specification 7 and twelve more: fictional, their check digits are valid; name, code, county, field of programme A. */
export const firms = [
  ['滇中绿铝集团(示例)', '91530100MA6TEXT053', '530181', '绿色铝'],
  ['曲靖硅光科技(示例)', '91530300MA6TEXT138', '530302', '绿色硅'],
  ['玉溪新材料(示例)', '91530400MA6TEXT218', '530402', '新材料'],
  ['楚雄新能源电池(示例)', '91532300MA6TEXT3XK', '532301', '新能源电池'],
  ['红河锡业新材(示例)', '91532500MA6TEXT48X', '532501', '新材料'],
  ['大理生物医药(示例)', '91532900MA6TEXT56D', '532901', '生物医药'],
  ['昭通绿色食品(示例)', '91530600MA6TEXTF8M', '530602', '绿色食品加工'],
  ['普洱茶业智造(示例)', '91530800MA6TEXTG6T', '530802', '特色消费品'],
  ['保山硅材(示例)', '91530500MA6TEXTH46', '530502', '绿色硅'],
  ['瑞丽电子装配(示例)', '91533100MA6TEXTJ0B', '533102', '电子信息'],
  ['滇烟智能科技(示例)', '91530400MA6TEXTK9J', '530402', '先进装备制造'],
  ['苍洱风电装备(示例)', '91532900MA6TEXTL70', '532901', '先进装备制造'],
  ['滇池数字科技(示例)', '91530100MA6TEXTM5Q', '530102', '电子信息'],
  ['文山铝材(示例)', '91532600MA6TEXTN36', '532601', '绿色铝'],
  ['丽江高原生物(示例)', '91530700MA6TEXTPX4', '530702', '生物医药'],
  ['德宏咖啡智造(示例)', '91533100MA6TEXTQ8A', '533103', '绿色食品加工'],
] as const;

/** 楚雄新能源电池, whose people are printed at start. */
export const BATTERY = 3;

/** Bodies of specification 7: name, code, kind; the sign-in name of its administrator, or of who claims for it. */
export const bodies = [
  ['云岭大学(示例)', '12530000MB0TEXT67C', 'university', 'daxue'],
  ['滇池理工学院(示例)', '12530000MB0TEXT757', 'university', 'daxue2'],
  ['云南冶金研究院(示例)', '12530000MB0TEXT832', 'institute', 'yanjiuyuan'],
  ['云科检测服务中心(示例)', '52530000MJT0TE0925', 'other', 'jiance'],
  ['彩云银行(示例)', '91530000MA6TEXT99K', 'bank', 'yinhang'],
  ['滇科担保(示例)', '91530100MA6TEXTA7K', 'guarantor', 'danbao'],
  ['苍山创投基金(示例)', '91530100MA6TEXTB5E', 'fund', 'chuangtou'],
] as const;

/** Branches of the bank: they claim under its limits (C2.1); name, code, prefecture, sign-in name. */
export const branches = [
  ['彩云银行昆明分行(示例)', '91530100MA6TEXTR1G', '530100', 'yinhang-km'],
  ['彩云银行曲靖分行(示例)', '91530300MA6TEXTU1W', '530300', 'yinhang-qj'],
] as const;
const BANK = '91530000MA6TEXT99K';

export const firmOf = (uscc: string): string => idOf(uscc);
/** Who files for a firm, by its place in `firms`. */
export const firmLogin = (firm: number): string => (firm === BATTERY ? 'qiye' : `qiye${firm < BATTERY ? firm + 1 : firm}`);

const representative = (n: number) => `${'段高木和刀杨李赵'[n % 8]}${'建华志明国云春海'[(n * 3 + 1) % 8]}`;

/** The offices as the installer writes them; beside them firms and bodies, each with its registered 法定代表人 (B15). */
export async function seedUnits(db: Database): Promise<void> {
  await writeOffices(db);
  await db.unit.update({ where: { id: provinceOffice }, data: { uscc: '11530000MB1TEXTC8Y' } });
  await db.unit.createMany({
    data: [
      ...firms.map(([name, uscc, regionCode]) => ({ id: firmOf(uscc), name, uscc, kind: 'enterprise', regionCode })),
      ...bodies.map(([name, uscc, kind]) => ({ id: firmOf(uscc), name, uscc, kind })),
      ...branches.map(([name, uscc, regionCode]) => ({
        ...{ id: firmOf(uscc), name, uscc, kind: 'bank', regionCode },
        parentId: firmOf(BANK),
      })),
    ].map((unit, n) => ({ ...unit, legalRepresentative: representative(n) })),
  });
}
