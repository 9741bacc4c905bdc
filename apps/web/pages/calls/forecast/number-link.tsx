import { Link } from 'react-router';
import type { ForecastNumber } from '#apps/api/contract.js';
import { forecastPath } from '../paths.js';
import { numberNames, officeName, type Office } from './words.js';

/** A number of an office; it opens its projects. */
export function NumberLink({ callId, office, number }: { callId: string; office: Office; number: ForecastNumber }) {
  const { level, region, [number]: count } = office;
  const label = `${officeName(office)}${numberNames[number]} ${count}`;
  if (count === 0) return <span aria-label={label}>0</span>;
  return (
    <Link aria-label={label} to={forecastPath(callId, { level, region, number })}>
      {count}
    </Link>
  );
}
