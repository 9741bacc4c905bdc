import { elementId } from './shown-form.js';

/** Brings the field of a finding into view and gives it the focus; of a group its first box. */
export const jumpTo = (path: string): void => focusOn(elementId(path));

/** As `jumpTo`, by the element's id. */
export function focusOn(id: string): void {
  requestAnimationFrame(() => {
    const element = document.getElementById(id);
    const target = element?.matches('input, textarea, [tabindex]')
      ? element
      : element?.querySelector<HTMLElement>('input, button');
    (target ?? element)?.scrollIntoView({ block: 'center' });
    target?.focus({ preventScroll: true });
  });
}
