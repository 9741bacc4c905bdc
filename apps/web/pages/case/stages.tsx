/** One step of the way a case goes: the states it stands in meanwhile. */
export interface Stage {
  label: string;
  at: readonly string[];
}

/**
 * 办理步骤: the way of the case from beginning to end, and where it is on it. `status` that lies on no step is an end of another kind: `over` says
 * which. The last step is reached when the case stands there.
 */
export function Stages({ stages, status, over }: { stages: readonly Stage[]; status: string; over?: string }) {
  const now = stages.findIndex(({ at }) => at.includes(status));
  const state = (index: number) =>
    now === -1 || index > now ? 'ahead' : index < now || index === stages.length - 1 ? 'done' : 'now';
  return (
    <ol className="stages" aria-label="办理步骤">
      {stages.map(({ label }, index) => (
        <li key={label} className={state(index)} {...(index === now ? { 'aria-current': 'step' as const } : {})}>
          {label}
          {state(index) === 'done' && <span className="visually-hidden">（已完成）</span>}
        </li>
      ))}
      {now === -1 && over && (
        <li className="over" aria-current="step">
          {over}
        </li>
      )}
    </ol>
  );
}
