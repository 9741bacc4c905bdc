/** What a workbook says, cell by cell, without any meaning yet. */
export interface GridCell {
  address: string;
  row: number;
  column: number;
  kind: 'text' | 'number' | 'date' | 'boolean' | 'formula' | 'error';
  /** A date as 'YYYY-MM-DD'; a number as typed, at most 15 significant digits. */
  text: string;
  /** A number of more digits than Excel keeps: its last ones are lost. */
  inexact?: true;
}

export interface GridMerge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface GridSheet {
  name: string;
  hidden: boolean;
  /** In reading order, empty ones left out; of a merged area only its first cell. */
  cells: GridCell[];
  merges: GridMerge[];
  hiddenRows: number[];
  hiddenColumns: number[];
}

export type Grid = GridSheet[];

/** The child's answer on standard output. */
export type ReadAnswer = { grid: Grid; peakBytes: number } | { refused: { code: string; message: string } };
