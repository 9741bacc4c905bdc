import { CheckCircleFilled, CloseCircleFilled, WarningFilled } from '@ant-design/icons';
import { Checkbox } from 'antd';
import type { Choice, Proven } from './knowledge.js';

const signs = {
  holds: { icon: <CheckCircleFilled style={{ color: '#237804' }} />, text: '系统已核' },
  warns: { icon: <WarningFilled style={{ color: '#ad4e00' }} />, text: '请核实' },
  fails: { icon: <CloseCircleFilled style={{ color: '#cf1322' }} />, text: '不符合' },
};

/** 核实清单 (A19): what the machine can prove stands with its sign and is not ticked; only judgement is. */
export function Checklist({
  label,
  proven = [],
  options,
  value = [],
  onChange,
  disabled = false,
}: {
  label: string;
  proven?: Proven[];
  options: Choice[];
  value?: string[];
  onChange?: (value: string[]) => void;
  disabled?: boolean;
}) {
  return (
    <div role="group" aria-label={label} className="checklist">
      {proven.length > 0 && (
        <ul>
          {proven.map((point) => (
            <li key={`${point.clause} ${point.label}`}>
              {signs[point.state].icon}
              <span>
                {point.label}
                <span className="clause">{point.clause}</span>
                {point.state !== 'holds' && <span className={point.state}>{point.message ?? signs[point.state].text}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      {options.map((option) => (
        <Checkbox
          key={option.value}
          disabled={disabled}
          checked={value.includes(option.value)}
          onChange={(event) =>
            onChange?.(event.target.checked ? [...value, option.value] : value.filter((one) => one !== option.value))
          }
        >
          {option.label}
        </Checkbox>
      ))}
    </div>
  );
}
