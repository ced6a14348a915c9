/** The element that a selector names. @throws when there is none. */
export function find(selector: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(selector);
  if (element === null) throw new Error(`no element is ${selector}`);
  return element;
}

/** The dialog that a selector names. @throws when there is none. */
export function findDialog(selector: string): HTMLDialogElement {
  const element = find(selector);
  if (!(element instanceof HTMLDialogElement)) throw new Error(`${selector} is no dialog`);
  return element;
}
