import {
  defaultRangeExtractor,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  type VirtualizerOptions,
  windowScroll,
} from '@tanstack/virtual-core';
import { layoutOf } from '../charts/lane-layout.ts';
import type { Range } from '../data/range.ts';
import type { Row } from '../data/rows.ts';
import type { RowView } from './row-view.ts';

const ROW_GAP = 5;
/** On narrow screens, the line with name and figures above a timeline. */
const NARROW_HEAD = 22;

export interface GridOptions {
  readonly body: HTMLElement;
  /** Makes the row of a cluster. */
  readonly createRow: (row: Row, index: number) => RowView;
  readonly isNarrow: () => boolean;
}

interface Place {
  readonly index: number;
  readonly top?: number;
}

/** Rows of clusters, of which only those in sight exist; on paper all of them. */
export class Grid {
  readonly #options: GridOptions;
  readonly #views = new Map<string, RowView>();
  readonly #virtualizer: Virtualizer<Window, HTMLElement>;
  #rows: readonly Row[] = [];
  #range: Range | undefined;
  #active = 0;
  #isPrinting = false;

  constructor(options: GridOptions) {
    this.#options = options;
    this.#virtualizer = new Virtualizer(this.#virtualOptions());
    this.#virtualizer._didMount();
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  get active(): number {
    return this.#active;
  }

  show(rows: readonly Row[]): void {
    this.#rows = rows;
    this.#active = 0;
    this.refresh();
  }

  /** Draws all rows again: their size or colours have changed. */
  refresh(): void {
    for (const view of this.#views.values()) view.remove();
    this.#views.clear();
    this.#update();
    this.#virtualizer.measure();
    this.#draw();
  }

  setRange(range: Range): void {
    this.#range = range;
    for (const view of this.#views.values()) view.setRange(range);
  }

  setPrinting(isPrinting: boolean): void {
    this.#isPrinting = isPrinting;
    this.refresh();
  }

  /** Moves the focus to a row, and scrolls there. */
  focus(index: number): void {
    this.#active = Math.max(0, Math.min(index, this.#rows.length - 1));
    this.#virtualizer.scrollToIndex(this.#active, { align: 'auto' });
    this.#update();
    this.#draw();
    const row = this.#rows[this.#active];
    if (row !== undefined) this.#views.get(row.cluster.arn)?.element.focus({ preventScroll: true });
  }

  setActive(index: number): void {
    this.#active = index;
    this.#draw();
  }

  viewAt(index: number): RowView | undefined {
    const row = this.#rows[index];
    return row && this.#views.get(row.cluster.arn);
  }

  #virtualOptions(): VirtualizerOptions<Window, HTMLElement> {
    const { body, isNarrow } = this.#options;
    const head = document.querySelector<HTMLElement>('.grid-head')?.offsetHeight ?? 0;
    return {
      count: this.#rows.length,
      getScrollElement: () => window,
      observeElementRect: observeWindowRect,
      observeElementOffset: observeWindowOffset,
      scrollToFn: windowScroll,
      initialOffset: () => window.scrollY,
      estimateSize: (index) => {
        const row = this.#rows[index];
        return row === undefined ? 0 : layoutOf(row).height + ROW_GAP + (isNarrow() ? NARROW_HEAD : 0);
      },
      scrollMargin: body.getBoundingClientRect().top + window.scrollY,
      scrollPaddingStart: head,
      overscan: 6,
      rangeExtractor: (range) => {
        const indexes = defaultRangeExtractor(range);
        return indexes.includes(this.#active) || this.#active >= range.count
          ? indexes
          : [...indexes, this.#active].sort((a, b) => a - b);
      },
      onChange: () => this.#draw(),
    };
  }

  #update(): void {
    this.#virtualizer.setOptions(this.#virtualOptions());
    this.#virtualizer._willUpdate();
  }

  #draw(): void {
    const { body } = this.#options;
    const margin = this.#virtualizer.options.scrollMargin;
    const items = this.#isPrinting ? undefined : this.#virtualizer.getVirtualItems();
    const places: readonly Place[] =
      items?.map(({ index, start }) => ({ index, top: start - margin })) ??
      this.#rows.map((_, index) => ({ index }));
    body.style.height = this.#isPrinting ? '' : `${this.#virtualizer.getTotalSize()}px`;
    const kept = new Set<string>();
    for (const { index, top } of places) {
      const row = this.#rows[index];
      if (row === undefined) continue;
      kept.add(row.cluster.arn);
      const view = this.#viewOf(row, index);
      view.place(top, index === this.#active);
    }
    for (const [arn, view] of this.#views) {
      if (kept.has(arn)) continue;
      view.remove();
      this.#views.delete(arn);
    }
  }

  #viewOf(row: Row, index: number): RowView {
    const known = this.#views.get(row.cluster.arn);
    if (known !== undefined) return known;
    const view = this.#options.createRow(row, index);
    this.#views.set(row.cluster.arn, view);
    this.#options.body.append(view.element);
    view.draw();
    if (this.#range !== undefined) view.setRange(this.#range);
    return view;
  }
}
