import { describe, expect, it } from 'vitest';
import { counties, countiesOf, isCounty, isPrefecture, prefectureOf, prefectures, regionName } from './regions.js';

describe('regions of Yunnan', () => {
  it('sixteen prefectures and 129 counties, each once', () => {
    expect(prefectures).toHaveLength(16);
    expect(counties).toHaveLength(129);
    expect(new Set([...prefectures, ...counties].map((region) => region.code)).size).toBe(145);
    expect(prefectures.map((prefecture) => [prefecture.name, countiesOf(prefecture.code).length])).toEqual([
      ['昆明市', 14],
      ['曲靖市', 9],
      ['玉溪市', 9],
      ['保山市', 5],
      ['昭通市', 11],
      ['丽江市', 5],
      ['普洱市', 10],
      ['临沧市', 8],
      ['楚雄彝族自治州', 10],
      ['红河哈尼族彝族自治州', 13],
      ['文山壮族苗族自治州', 8],
      ['西双版纳傣族自治州', 3],
      ['大理白族自治州', 12],
      ['德宏傣族景颇族自治州', 5],
      ['怒江傈僳族自治州', 4],
      ['迪庆藏族自治州', 3],
    ]);
  });

  it('knows the counties as they are called now', () => {
    expect(regionName('532302')).toBe('禄丰市');
    expect(regionName('530304')).toBe('马龙区');
    expect(regionName('530481')).toBe('澄江市');
    for (const stale of ['532331', '530321', '530422', '530630']) expect(isCounty(stale)).toBe(false);
  });

  it('tells the levels apart and finds the prefecture by the table', () => {
    expect(prefectureOf('532301')).toBe('532300');
    expect(prefectureOf('532300')).toBeUndefined();
    expect(prefectureOf('530199')).toBeUndefined();
    expect([isCounty('532301'), isCounty('532300'), isPrefecture('532300'), isPrefecture('532301')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([regionName('530000'), regionName('532300'), regionName('440100')]).toEqual(['云南省', '楚雄彝族自治州', undefined]);
    for (const county of counties) expect(isPrefecture(prefectureOf(county.code)!)).toBe(true);
  });
});
