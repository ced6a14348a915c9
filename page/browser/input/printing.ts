/** On paper the page is light and holds all rows that the filters leave, whole. */
export function followPrinting(onChange: (isPrinting: boolean) => void): void {
  const root = document.documentElement;
  const set = (isPrinting: boolean): void => {
    if (root.hasAttribute('data-printing') === isPrinting) return;
    root.toggleAttribute('data-printing', isPrinting);
    onChange(isPrinting);
  };
  // Browsers differ in which of the two they send before they lay out the paper.
  addEventListener('beforeprint', () => set(true));
  addEventListener('afterprint', () => set(false));
  matchMedia('print').addEventListener('change', ({ matches }) => set(matches));
}
