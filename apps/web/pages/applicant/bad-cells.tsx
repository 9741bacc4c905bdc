import { Alert } from 'antd';
import { ApiProblem } from '../../data/client.js';

/** A file that was refused: what is wrong, cell by cell with its address. */
export function BadCells({ error }: { error: Error }) {
  const cells = error instanceof ApiProblem ? (error.problem.details ?? []) : [];
  return (
    <Alert
      type="error"
      showIcon
      style={{ marginBlock: 8 }}
      title={error.message}
      description={
        cells.length > 1 && (
          <ul style={{ margin: 0, paddingInlineStart: 16, maxHeight: 200, overflow: 'auto' }}>
            {cells.map((cell) => (
              <li key={`${cell.field} ${cell.message}`}>
                {cell.field} {cell.message}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
