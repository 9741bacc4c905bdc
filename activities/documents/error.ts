/** A cell that stopped a file, by its address. */
export interface BadCell {
  /** 'Sheet!F5' shortened to 'F5' where the file has one sheet. */
  address: string;
  label: string;
  message: string;
}

/** A file that is not taken: why, in Chinese, and every cell to correct. Nothing of such a file is stored. */
export class DocumentError extends Error {
  readonly code: string;
  readonly cells: readonly BadCell[];

  constructor(code: string, message: string, cells: readonly BadCell[] = []) {
    super(message);
    this.name = 'DocumentError';
    this.code = code;
    this.cells = cells;
  }
}
