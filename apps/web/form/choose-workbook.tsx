import { Button, type ButtonProps } from 'antd';
import { useRef, type ReactNode } from 'react';

interface Props extends Pick<ButtonProps, 'type' | 'size'> {
  /** What is chosen, for who does not see the button. */
  label: string;
  busy: boolean;
  onFile: (file: File) => void;
  children: ReactNode;
}

/** A button that asks for one Excel file; the same file may be chosen again. */
export function ChooseWorkbook({ label, busy, onFile, children, ...look }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".xlsx"
        aria-label={label}
        className="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
      <Button {...look} loading={busy} onClick={() => input.current?.click()}>
        {children}
      </Button>
    </>
  );
}
