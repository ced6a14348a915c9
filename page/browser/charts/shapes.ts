import type uPlot from 'uplot';
import type { Shape } from '../data/states.ts';

type Draw = (path: Path2D, x: number, y: number, radius: number) => void;

const circle: Draw = (path, x, y, radius) => {
  path.moveTo(x + radius, y);
  path.arc(x, y, radius, 0, 2 * Math.PI);
};

/** uPlot draws circles only; the others differ without colour, too. */
const shapes: Readonly<Record<Shape, Draw>> = {
  circle,
  ring: circle,
  square: (path, x, y, radius) => path.rect(x - radius, y - radius, 2 * radius, 2 * radius),
  diamond: (path, x, y, radius) =>
    polygon(path, [x, y - radius], [x + radius, y], [x, y + radius], [x - radius, y]),
  triangle: (path, x, y, radius) =>
    polygon(path, [x - radius, y - radius], [x + radius, y - radius], [x, y + radius]),
  cross: (path, x, y, radius) => {
    path.moveTo(x - radius, y - radius);
    path.lineTo(x + radius, y + radius);
    path.moveTo(x + radius, y - radius);
    path.lineTo(x - radius, y + radius);
  },
};

/** Draws the points of a series in a shape of `size` CSS pixels. */
export function shapePaths(shape: Shape, size: number): uPlot.Series.Points.PathBuilder {
  return (plot, seriesIdx, from, to) => {
    const { scale = 'y' } = plot.series[seriesIdx] ?? {};
    const [xs, ys = []] = [plot.data[0], plot.data[seriesIdx]];
    const path = new Path2D();
    for (let index = from; index <= to; index += 1) {
      const [x, y] = [xs[index], ys[index]];
      if (x === undefined || y === undefined || y === null) continue;
      const [left, top] = [plot.valToPos(x, 'x', true), plot.valToPos(y, scale, true)];
      shapes[shape](path, left, top, (size / 2 - 1) * devicePixelRatio);
    }
    return { fill: path, stroke: path, flags: 3 };
  };
}

function polygon(path: Path2D, ...corners: readonly (readonly [number, number])[]): void {
  for (const [index, [x, y]] of corners.entries()) index === 0 ? path.moveTo(x, y) : path.lineTo(x, y);
  path.closePath();
}
