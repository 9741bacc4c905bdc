import { Link } from 'react-router';
import type { Detail } from '#domain/process/types.js';

/** What stands in the way, finding by finding; a case that does, with its link. `left`: the reader goes there. */
export function Obstacles({ details, left }: { details: readonly Detail[]; left?: () => void }) {
  return (
    <ul className="obstacles">
      {details.map(({ message, caseId }, index) => (
        <li key={index}>
          {caseId ? (
            <Link to={`/cases/${caseId}`} {...(left ? { onClick: left } : {})}>
              {message}
            </Link>
          ) : (
            message
          )}
        </li>
      ))}
    </ul>
  );
}

/** Worth a list: several findings, or one that leads somewhere. */
export const areListed = (details: readonly Detail[] = []): boolean =>
  details.length > 1 || details.some(({ caseId }) => caseId !== undefined);
