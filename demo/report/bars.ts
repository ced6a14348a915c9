import { formatWhen } from '../../shared/policy/time/when.ts';
import { stretches } from '../day/stretches.ts';
import type { Power, Streaming } from '../day/timeline.ts';
import type { Capacity } from '../world/world.ts';

/** Where a bar lies in time. */
export interface Scale {
  readonly from: number;
  readonly stepMs: number;
  readonly timezone: string;
}

const powerNames: Readonly<Record<Power, string>> = {
  up: 'up',
  stopped: 'stopped',
  paused: 'paused',
  between: 'neither up nor stopped',
};

const streamNames: Readonly<Record<Streaming, string>> = {
  on: 'runs',
  off: 'off',
  missing: 'missing or different',
  between: 'changing',
};

/** The power of a cluster; where it is stopped, the ground shows. */
export function powerBar(id: string, power: readonly Power[], scale: Scale): string {
  return stateBar(id, power, powerNames, 'stopped', scale);
}

/** The activity stream of a cluster; where it is off, the ground shows. */
export function streamBar(id: string, streaming: readonly Streaming[], scale: Scale): string {
  return stateBar(`activity stream of ${id}`, streaming, streamNames, 'off', scale);
}

function stateBar<T extends string>(
  subject: string,
  states: readonly T[],
  names: Readonly<Record<T, string>>,
  ground: T,
  scale: Scale,
): string {
  const all = stretches(states).map((stretch) => ({
    ...stretch,
    says: `${names[stretch.value]} ${spanText(stretch, scale)}`,
  }));
  const rects = all.map(({ value, from, length, says }) => {
    const look = value === ground ? 'fill="none"' : `class="${value}"`;
    return `<rect ${look} x="${from}" width="${length}" height="1"><title>${escaped(says)}</title></rect>`;
  });
  return svg(`${subject}: ${all.map(({ says }) => says).join(', ')}`, states.length, 1, '', rects);
}

/** The band between min and max of a serverless capacity as it changes, and in it the capacity in use. */
export function capacityBar(id: string, capacities: readonly Capacity[], scale: Scale): string {
  const top = Math.max(1, ...capacities.map(({ max }) => max));
  const all = stretches(capacities, ({ min, max }) => `${min}-${max}`).map((stretch) => ({
    ...stretch,
    says: `${stretch.value.min}-${stretch.value.max} ${spanText(stretch, scale)}`,
  }));
  const limits = all.map(
    ({ value: { min, max }, from, length, says }) =>
      `<rect class="limits" x="${from}" y="${top - max}" width="${length}" height="${max - min}"><title>${escaped(says)}</title></rect>`,
  );
  const used = stretches(capacities, ({ units }) => units).map(
    ({ value: { units }, from, length }) =>
      `<rect class="used" x="${from}" y="${top - units}" width="${length}" height="${units}"/>`,
  );
  const label = `capacity of ${id}: ${all.map(({ says }) => says).join(', ')}`;
  return svg(label, capacities.length, top, ' class="high"', [...limits, ...used]);
}

function svg(label: string, width: number, height: number, look: string, shapes: readonly string[]): string {
  return `<svg${look} role="img" aria-label="${escaped(label)}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">${shapes.join('')}</svg>`;
}

function spanText({ from, length }: { from: number; length: number }, scale: Scale): string {
  const when = (tick: number): string => {
    const at = scale.from + tick * scale.stepMs;
    return formatWhen(at, { timezone: scale.timezone, now: at });
  };
  return `${when(from)} to ${when(from + length)}`;
}

/** Text for HTML, in elements and in attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
