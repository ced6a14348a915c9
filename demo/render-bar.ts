import type { Power } from './timeline.ts';

const CHARS: Readonly<Record<Power, string>> = { up: '█', between: '▒', stopped: '░' };

/**
 * One character for every `perChar` ticks: what the cluster did for most of them, in between when neither.
 *
 * @example
 * renderBar(['up', 'up', 'stopped', 'stopped'], 2) // '█░'
 */
export function renderBar(power: readonly Power[], perChar: number): string {
  let bar = '';
  for (let first = 0; first < power.length; first += perChar) {
    bar += CHARS[most(power.slice(first, first + perChar))];
  }
  return bar;
}

function most(power: readonly Power[]): Power {
  const up = power.filter((one) => one === 'up').length;
  const stopped = power.filter((one) => one === 'stopped').length;
  if (up * 2 > power.length) return 'up';
  return stopped * 2 > power.length ? 'stopped' : 'between';
}
