/** The dictionaries 字典 administrators keep (specification 5). */
export const dictionaries = {
  opinion: { name: '常用意见', description: '办理时显示在意见框旁，点选即填入' },
  contact: { name: '联系方式', description: '显示在页面下方：值为名称，内容为电话或邮箱' },
} as const satisfies Record<string, { name: string; description: string }>;

export type DictionaryName = keyof typeof dictionaries;

export const dictionaryNames = Object.keys(dictionaries) as DictionaryName[];
