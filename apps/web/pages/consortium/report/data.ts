import type { CaseDetail } from '#apps/api/contract.js';
import type { AnnualReportData } from '#domain/consortium/annual-report/data.js';

export const reportData = (one: CaseDetail) => one.data as unknown as AnnualReportData;
