import { regionName } from './regions.js';

/** Something odd about a valid code: shown, never a refusal. */
export interface UsccWarning {
  code: 'unknown_kind' | 'unknown_region' | 'organisation_check';
  message: string;
}

export type UsccResult =
  { ok: true; uscc: string; kind?: string; warnings: UsccWarning[] } | { ok: false; code: string; message: string };

/** The characters of GB 32100-2015; a character's value is its position. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

const KINDS: Record<string, string> = {
  '11': '机关',
  '12': '事业单位',
  '51': '社会团体',
  '52': '民办非企业单位',
  '91': '企业',
  '92': '个体工商户',
  '93': '农民专业合作社',
};

/** First two digits of GB/T 2260, and 10 for bodies registered with the state itself. */
const PROVINCES =
  '10 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' ');

/**
 * Checks a unified social credit code 统一社会信用代码 (specification 6.11): 18 characters, mod-31 check. Takes full-width and
 * lower-case input and returns the code as it is stored. Kind, region and the mod-11 check of digits 9-17 only warn.
 */
export function checkUscc(text: string): UsccResult {
  const uscc = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (uscc.length !== 18) {
    return {
      ok: false,
      code: 'uscc_length',
      message: `统一社会信用代码应为18位，现为${uscc.length}位，请核对营业执照或法人证书。`,
    };
  }
  const wrong = [...uscc].find((character) => !ALPHABET.includes(character));
  if (wrong !== undefined) {
    return {
      ok: false,
      code: 'uscc_characters',
      message: `统一社会信用代码含有无效字符“${wrong}”（不使用字母I、O、S、V、Z），请核对。`,
    };
  }
  if (uscc[17] !== checkCharacter(uscc)) {
    return { ok: false, code: 'uscc_check', message: '统一社会信用代码校验位不符，请逐位核对是否录入有误。' };
  }
  return { ok: true, uscc, kind: KINDS[uscc.slice(0, 2)], warnings: warningsOf(uscc) };
}

function warningsOf(uscc: string): UsccWarning[] {
  const warnings: UsccWarning[] = [];
  if (!KINDS[uscc.slice(0, 2)]) warnings.push({ code: 'unknown_kind', message: '前两位不是常见的机构类别，请确认。' });
  if (!isKnownRegion(uscc.slice(2, 8)))
    warnings.push({ code: 'unknown_region', message: '第3至8位不是现行行政区划代码，请确认。' });
  if (uscc[16] !== organisationCheck(uscc.slice(8, 16))) {
    warnings.push({ code: 'organisation_check', message: '第9至17位组织机构代码的校验位不符，请确认。' });
  }
  return warnings;
}

/** Only Yunnan's codes are known in full; elsewhere the province decides. */
function isKnownRegion(code: string): boolean {
  return code.startsWith('53') ? regionName(code) !== undefined : /^\d{6}$/.test(code) && PROVINCES.includes(code.slice(0, 2));
}

function checkCharacter(uscc: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(uscc[index]!), 0);
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}

/** GB 11714: letters count 10 (A) to 35 (Z). */
function organisationCheck(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, index) => total + weight * parseInt(body[index]!, 36), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}
