/** Where cells stand in the page. */

export const elementIdOf = (cellId: string): string => `cell-${cellId}`;
export const cellElement = (cellId: string): HTMLElement | null =>
  document.getElementById(elementIdOf(cellId));

const WRITTEN = "textarea, [contenteditable], input:not([type]), input";
const UNWRITTEN = /^(button|checkbox|color|file|image|radio|range|reset|submit)$/;

/** Whether text is written in an element. */
export const isWrittenIn = (element: Element | null): boolean =>
  element !== null &&
  element.matches(WRITTEN) &&
  !(element instanceof HTMLInputElement && UNWRITTEN.test(element.type));

/** Whether an element takes single keys for itself. */
export const isField = (element: Element | null): boolean =>
  element !== null &&
  (isWrittenIn(element) || element.matches("input, select, [role=slider], [role=spinbutton]"));

const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]";

/** The first thing in a cell's body that can have the keyboard. */
export const firstControl = (cellId: string): HTMLElement | null =>
  [
    ...(cellElement(cellId)?.querySelectorAll<HTMLElement>(`.cell-body :is(${CONTROLS})`) ?? []),
  ].find(
    (control) =>
      control.tabIndex >= 0 && control.checkVisibility() && !control.matches(":disabled"),
  ) ?? null;
