import { eventMinutes } from '../data/course.ts';
import { secondsAt } from '../data/rows.ts';
import { tipLines } from '../data/tip-text.ts';
import type { RowView } from '../grid/row-view.ts';
import type { PointerOptions } from './pointer.ts';
import type { Zoom } from './zoom.ts';

const PAGE_ROWS = 10;

/** Arrow keys: up and down between clusters, left and right between the things that happen to one. */
export function followKeys({
  body,
  grid,
  tip,
  zoom,
  content,
  clock,
}: PointerOptions & { readonly zoom: Zoom }): void {
  const { timeline } = content;
  let minute: number | undefined;
  const moves: Readonly<Record<string, () => void>> = {
    ArrowDown: () => grid.focus(grid.active + 1),
    ArrowUp: () => grid.focus(grid.active - 1),
    PageDown: () => grid.focus(grid.active + PAGE_ROWS),
    PageUp: () => grid.focus(grid.active - PAGE_ROWS),
    Home: () => grid.focus(0),
    End: () => grid.focus(grid.rows.length - 1),
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    '+': () => zoom.by(2, middle()),
    '=': () => zoom.by(2, middle()),
    '-': () => zoom.by(0.5, middle()),
    '0': () => zoom.reset(),
    Enter: () => grid.viewAt(grid.active)?.element.querySelector('button')?.click(),
    Escape: () => tip.hide(),
  };
  body.addEventListener('keydown', (event) => {
    const move = moves[event.key];
    if (move === undefined || !isRow(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  });
  body.addEventListener('focusin', ({ target }) => {
    const index = target instanceof HTMLElement ? target.dataset.index : undefined;
    if (index === undefined) return;
    if (Number(index) !== grid.active) grid.setActive(Number(index));
    const view = grid.viewAt(grid.active);
    if (view?.element.matches(':focus-visible')) tell(view);
  });
  body.addEventListener('focusout', () => tip.hide());

  function middle(): number | undefined {
    return minute === undefined ? undefined : secondsAt(timeline, minute);
  }

  function step(direction: 1 | -1): void {
    const view = grid.viewAt(grid.active);
    if (view === undefined) return;
    const { cluster } = view.row;
    const minutes = eventMinutes(cluster);
    const next =
      direction === 1
        ? minutes.find((one) => one > (minute ?? -1))
        : minutes.findLast((one) => one < (minute ?? Number.POSITIVE_INFINITY));
    if (next === undefined) return;
    minute = next;
    reveal(secondsAt(timeline, next));
    tell(view);
  }

  /** Shows and says what a cluster does at the minute that the keys have reached; before that, what it did in all. */
  function tell(view: RowView): void {
    const { id, why } = view.row.cluster;
    if (minute === undefined) {
      if (why !== undefined) tip.show(id, [`${why.reason}: ${why.detail}`], view.pointAt(0));
      return;
    }
    const title = `${id}, ${clock.when(secondsAt(timeline, minute))}`;
    const lines = tipLines(view.row, content, clock, minute, 0);
    tip.show(title, lines, view.pointAt(minute));
    tip.say(`${title}. ${lines.join('. ')}`);
  }

  /** Moves the time that is shown just so far that a moment is within it. */
  function reveal(seconds: number): void {
    const { from, to } = zoom.range;
    if (seconds >= from && seconds <= to) return;
    const half = (to - from) / 2;
    zoom.set({ from: seconds - half, to: seconds + half });
  }
}

/** A button within a row keeps its keys. */
function isRow(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.role === 'row';
}
