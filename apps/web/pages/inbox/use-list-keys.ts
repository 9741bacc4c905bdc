import { useEffect } from 'react';

interface Keys {
  count: number;
  current: number;
  move: (index: number) => void;
  open: (index: number) => void;
  select: (index: number) => void;
}

/** J/K or ↓/↑ move, Enter opens, X selects. Silent while somebody types, a dialog is open, or an input method is composing. */
export function useListKeys({ count, current, move, open, select }: Keys): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const busy = target.closest('input, textarea, select, button, a, [role="dialog"], [role="tab"], [role="combobox"]');
      if (
        event.isComposing ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        busy ||
        document.querySelector('[role="dialog"]')
      )
        return;
      const act = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      if (act !== undefined) move(Math.max(0, Math.min(count - 1, current + act)));
      else if (event.key === 'Enter' && current >= 0) open(current);
      else if (event.key === 'x' && current >= 0) select(current);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [count, current, move, open, select]);
}
