/** Label and value, line by line; what has no value has no line. */
export function Facts({ of }: { of: [label: string, value: string | undefined][] }) {
  return (
    <dl className="facts">
      {of.map(
        ([label, value]) =>
          value && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
