import { Button, Tooltip } from 'antd';
import { useState } from 'react';
import { notMine } from './desks.js';
import { ActDialog } from './act-dialog.js';
import { DialogProvider, useDialog } from './knowledge.js';

/** An act sent from a line of a list: what the line says is not asked again. Not possible now, it stays visible and says why; another desk's is not shown. */
export function LineAct({
  on,
  given,
  about,
  danger = false,
}: {
  on: string;
  given: Record<string, unknown>;
  /** Whose line it is, for who does not see it. */
  about: string;
  danger?: boolean;
}) {
  const dialog = useDialog();
  const [open, setOpen] = useState(false);
  const action = dialog.one.explanation.actions.find((one) => one.on === on);
  if (!action || notMine.includes(action.refusal?.code ?? '')) return null;
  const name = `${action.label}：${about}`;
  if (!action.available)
    return (
      <Tooltip title={action.reason} trigger={['hover', 'focus']}>
        <Button type="link" size="small" aria-disabled className="unavailable" aria-label={`${name}（${action.reason}）`}>
          {action.label}
        </Button>
      </Tooltip>
    );
  return (
    <>
      <Button type="link" size="small" danger={danger} aria-label={name} onClick={() => setOpen(true)}>
        {action.label}
      </Button>
      {open && (
        <DialogProvider value={{ ...dialog, given: { ...dialog.given, [on]: given } }}>
          <ActDialog action={action} close={() => setOpen(false)} />
        </DialogProvider>
      )}
    </>
  );
}
