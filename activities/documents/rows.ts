import type { ProjectType } from '#domain/key-project/form.js';
import { DocumentError } from './error.js';
import type { ReadProject } from './reading.js';
import { typeLabel } from './workbook.js';

/** A project's row among those read: the one of its name, or the only one of its type. Throws DocumentError. */
export function rowOf(rows: readonly ReadProject[], type: ProjectType, name: string): ReadProject {
  const ofType = rows.filter((row) => row.type === type);
  if (ofType.length === 0)
    throw new DocumentError('wrong_type', `该项目为“${typeLabel(type)}”类型，文件中没有这一类型的申报表，请核对后重新上传。`);
  const named = ofType.filter((row) => text(row, 'name') === name);
  if (named.length > 1 || (named.length === 0 && ofType.length > 1))
    throw new DocumentError(
      'row_not_found',
      `文件中有 ${ofType.length} 个项目，无法确定哪一行是“${name}”，请只保留该项目后重新上传。`,
    );
  return named[0] ?? ofType[0]!;
}

/** A17 what a draft cannot begin without, and that the rows are the applicant's own. Throws DocumentError. */
export function checkOwnRows(rows: readonly ReadProject[], owner: { name: string; uscc: string }): void {
  const bad = rows.flatMap((row) => [
    ...(text(row, 'name') ? [] : [{ address: addressOf(row, 'name'), label: '项目名称', message: '请填写项目名称。' }]),
    ...([...text(row, 'name')].length > 80
      ? [{ address: addressOf(row, 'name'), label: '项目名称', message: '项目名称限80字，请精简。' }]
      : []),
    ...(text(row, 'county')
      ? []
      : [{ address: addressOf(row, 'county'), label: '县（市、区）', message: '请填写建设地点所在县（市、区）。' }]),
    ...(['', owner.name].includes(text(row, 'owner'))
      ? []
      : [{ address: addressOf(row, 'owner'), label: '名称', message: `项目业主须为本单位“${owner.name}”。` }]),
    ...(['', owner.uscc].includes(text(row, 'uscc'))
      ? []
      : [{ address: addressOf(row, 'uscc'), label: '统一社会信用代码', message: '统一社会信用代码与本单位不一致。' }]),
  ]);
  if (bad.length)
    throw new DocumentError(
      'bad_cells',
      `文件有 ${bad.length} 处填写不正确，未导入任何内容：${bad[0]!.address} ${bad[0]!.message}`,
      bad,
    );
}

const text = (row: ReadProject, key: string) => String(row.cells.find((cell) => cell.key === key)?.value ?? '');
/** The address of a row's cell. */
export const addressOf = (row: ReadProject, key: string) => row.cells.find((cell) => cell.key === key)!.address;
