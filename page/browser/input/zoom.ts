import { select } from 'd3-selection';
import { zoom as createZoom, type D3ZoomEvent, ZoomTransform } from 'd3-zoom';
import type { Range } from '../data/range.ts';

/** Where timelines lie in an element, in CSS pixels from its left. */
export interface Box {
  readonly left: number;
  readonly width: number;
}

const SHORTEST_SECONDS = 30 * 60;

/** Zooms and pans the timelines in an element: drag, double click, pinch, Ctrl and the wheel; Shift and the wheel pan. */
export class Zoom {
  readonly #element: HTMLElement;
  readonly #full: Range;
  readonly #boxOf: () => Box;
  readonly #behaviour = createZoom<HTMLElement, unknown>();
  #range: Range;

  constructor(element: HTMLElement, full: Range, boxOf: () => Box, onChange: (range: Range) => void) {
    this.#element = element;
    this.#full = full;
    this.#range = full;
    this.#boxOf = boxOf;
    const all = full.to - full.from;
    this.#behaviour
      .scaleExtent([1, Math.max(1, all / SHORTEST_SECONDS)])
      .duration(0)
      .extent(() => this.#extent())
      .filter((event: Event) => isZoom(event))
      .on('zoom', ({ transform }: D3ZoomEvent<HTMLElement, unknown>) => {
        this.#range = this.#rangeOf(transform);
        onChange(this.#range);
      });
    select(element).call(this.#behaviour);
    element.addEventListener('wheel', (event) => this.#pan(event), { passive: false });
    this.resize();
  }

  get range(): Range {
    return this.#range;
  }

  /** Call when the timelines have moved or changed their width. */
  resize(): void {
    this.#behaviour.translateExtent(this.#extent());
    this.set(this.#range);
  }

  set(range: Range): void {
    const { left, width } = this.#boxOf();
    const all = this.#full.to - this.#full.from;
    const length = Math.min(all, Math.max(SHORTEST_SECONDS, range.to - range.from));
    const from = Math.min(Math.max(range.from, this.#full.from), this.#full.to - length);
    const scale = all / length;
    const x = left + ((from - this.#full.from) / all) * width;
    select(this.#element).call(this.#behaviour.transform, new ZoomTransform(scale, left - scale * x, 0));
  }

  /** Zooms by a factor around a time, or around the middle. */
  by(factor: number, at = (this.#range.from + this.#range.to) / 2): void {
    const { from, to } = this.#range;
    this.set({ from: at - (at - from) / factor, to: at + (to - at) / factor });
  }

  reset(): void {
    this.set(this.#full);
  }

  #extent(): [[number, number], [number, number]] {
    const { left, width } = this.#boxOf();
    return [
      [left, 0],
      [left + width, 1],
    ];
  }

  #rangeOf(transform: ZoomTransform): Range {
    const { left, width } = this.#boxOf();
    const all = this.#full.to - this.#full.from;
    const timeAt = (x: number): number => this.#full.from + ((transform.invertX(x) - left) / width) * all;
    return { from: timeAt(left), to: timeAt(left + width) };
  }

  #pan(event: WheelEvent): void {
    const pixels = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
    if (event.ctrlKey || Math.abs(pixels) <= (event.shiftKey ? 0 : Math.abs(event.deltaY))) return;
    event.preventDefault();
    const shift = (pixels / this.#boxOf().width) * (this.#range.to - this.#range.from);
    this.set({ from: this.#range.from + shift, to: this.#range.to + shift });
  }
}

/** The wheel alone scrolls the page; a drag begins on a timeline. */
function isZoom(event: Event): boolean {
  if (event instanceof WheelEvent) return event.ctrlKey;
  const isOnLane = event.target instanceof Element && event.target.closest('.lane') !== null;
  return isOnLane && !(event instanceof MouseEvent && event.button !== 0);
}
