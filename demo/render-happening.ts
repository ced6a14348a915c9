import type { Paint, Tone } from '../cli/render/paint.ts';
import { formatWhen } from '../shared/policy/when.ts';
import type { Happening } from './happenings.ts';
import type { ClusterState } from './timeline.ts';

const looks: Readonly<Record<Happening['what'], { mark: string; tone: Tone }>> = {
  stop: { mark: '- stop', tone: 'stop' },
  start: { mark: '+ start', tone: 'start' },
  stopped: { mark: '  stopped', tone: 'dim' },
  started: { mark: '  started', tone: 'dim' },
  restart: { mark: '~ restart', tone: 'refused' },
  'stop-failed': { mark: '~ failed', tone: 'refused' },
  refused: { mark: '! refused', tone: 'refused' },
  fault: { mark: '✗ fault', tone: 'fault' },
};

const MARK_WIDTH = 9;

export interface LineOptions {
  readonly paint: Paint;
  readonly timezone: string;
  readonly clusters: readonly ClusterState[];
  /** Texts are cut to it. */
  readonly width: number;
}

/**
 * One aligned line for each happening.
 *
 * @example
 * 'Mon 20:05  - stop     dev-orders  eu-central-1  idle (developer databases)'
 */
export function happeningLine(options: LineOptions): (happening: Happening) => string {
  const { paint, timezone, clusters, width } = options;
  const idWidth = Math.max(0, ...clusters.map(({ id }) => id.length));
  const regionWidth = Math.max(0, ...clusters.map(({ region }) => region.length));
  return ({ at, by, what, cluster, region, text }) => {
    const { mark, tone } = looks[what];
    const head = `${formatWhen(at, timezone, at)}  `;
    const where = `${cluster.padEnd(idWidth)}  ${region.padEnd(regionWidth)}`;
    const room = width - head.length - MARK_WIDTH - where.length - 4;
    const whole = [
      paint(tone, mark.padEnd(MARK_WIDTH)),
      by === 'aws' ? paint('dim', where) : where,
      cut(text, room),
    ];
    return head + whole.join('  ').trimEnd();
  };
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
