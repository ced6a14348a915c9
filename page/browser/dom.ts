/** The element that a selector names. @throws when there is none. */
export function find(selector: string, within: ParentNode = document): HTMLElement {
  const element = within.querySelector<HTMLElement>(selector);
  if (element === null) throw new Error(`no element is ${selector}`);
  return element;
}
