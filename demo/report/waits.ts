import type { Mark } from '../../timeline/timeline.ts';
import { stretches } from '../day/stretches.ts';
import type { Track } from '../day/timeline.ts';

/**
 * Use that met a stopped or starting cluster: a late start when it came up while somebody waited, denied when it did
 * not. A paused cluster resumes by itself.
 */
export function waitsOf({ power, clients }: Pick<Track, 'power' | 'clients'>, stepMinutes: number): Mark[] {
  const isDown = power.map((now, tick) => clients[tick] === true && (now === 'stopped' || now === 'between'));
  return stretches(isDown).flatMap(({ value, from, length }) => {
    if (!value) return [];
    const [minute, minutes] = [from * stepMinutes, length * stepMinutes];
    const cameUp = clients[from + length] === true;
    return { minute, minutes, kind: cameUp ? 'late-start' : 'denied', by: 'people' } as const;
  });
}
