import type { Power, Streaming } from '../day/timeline.ts';

/** For an hour in which no state lasts for most of the time. */
const BETWEEN = '▒';

const POWER: Readonly<Record<Power, string>> = {
  up: '█',
  between: BETWEEN,
  stopped: '░',
  paused: '·',
};

const STREAMING: Readonly<Record<Streaming, string>> = { on: '█', between: BETWEEN, missing: '!', off: '░' };

const LEVELS = '▁▂▃▄▅▆▇█';

/**
 * One character for every `perChar` ticks: the state of the cluster in most of them.
 *
 * @example
 * renderBar(['up', 'up', 'stopped', 'stopped'], 2) // '█░'
 */
export function renderBar(power: readonly Power[], perChar: number): string {
  return chunksOf(power, perChar)
    .map((chunk) => mostOf(chunk, POWER))
    .join('');
}

/** The same for its activity stream. */
export function renderStreaming(streaming: readonly Streaming[], perChar: number): string {
  return chunksOf(streaming, perChar)
    .map((chunk) => mostOf(chunk, STREAMING))
    .join('');
}

/**
 * One character for every `perChar` numbers, as high as the last of them beside the greatest of all.
 *
 * @example
 * renderLevels([4, 4, 16, 16], 2) // '▂█'
 */
export function renderLevels(values: readonly number[], perChar: number): string {
  const most = Math.max(...values);
  return chunksOf(values, perChar)
    .map((chunk) => LEVELS[Math.ceil((LEVELS.length * (chunk.at(-1) ?? 0)) / most) - 1] ?? LEVELS[0])
    .join('');
}

function mostOf<T extends string>(chunk: readonly T[], chars: Readonly<Record<T, string>>): string {
  const [most] = [...Map.groupBy(chunk, (one) => one).values()].toSorted((a, b) => b.length - a.length);
  const [one] = most ?? [];
  return one === undefined || (most?.length ?? 0) * 2 <= chunk.length ? BETWEEN : chars[one];
}

function chunksOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
