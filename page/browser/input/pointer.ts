import type { Content } from '../data/content.ts';
import type { Clock } from '../data/format.ts';
import { secondsAt } from '../data/rows.ts';
import { tipLines } from '../data/tip-text.ts';
import type { Grid } from '../grid/grid.ts';
import type { Tip } from '../parts/tip.ts';

export interface PointerOptions {
  readonly body: HTMLElement;
  readonly grid: Grid;
  readonly tip: Tip;
  readonly content: Content;
  readonly clock: Clock;
}

/** How near a mark the pointer has to be. */
const NEAR_PX = 5;

/** Shows under the pointer what happens there, and why. */
export function followPointer({ body, grid, tip, content, clock }: PointerOptions): void {
  body.addEventListener('pointermove', (event) => {
    if (event.buttons === 0) show(event);
    else tip.hide();
  });
  // A finger has no hover: a tap shows what a pointer would.
  body.addEventListener('click', show);
  body.addEventListener('pointerleave', () => tip.hide());

  function show(event: MouseEvent): void {
    const view = viewUnder(event);
    if (view === undefined) {
      tip.hide();
      return;
    }
    const minute = view.minuteAt(event.clientX);
    const lines = tipLines(view.row, content, clock, minute, NEAR_PX * view.minutesPerPixel);
    tip.show(`${view.row.cluster.id}, ${clock.when(secondsAt(content.timeline, minute))}`, lines, {
      x: event.clientX,
      y: event.clientY,
    });
  }

  function viewUnder({ target }: Event) {
    const lane = target instanceof Element ? target.closest('.lane') : null;
    const index = lane?.closest<HTMLElement>('.row')?.dataset.index;
    return index === undefined ? undefined : grid.viewAt(Number(index));
  }
}
