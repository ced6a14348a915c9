import { marks } from '../../cli/plan/row.ts';
import { hang } from '../../cli/terminal/columns.ts';
import type { Paint, Tone } from '../../cli/terminal/paint.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import { type Happening, whats } from '../day/happenings.ts';
import type { ClusterState } from '../world/world.ts';

const looks: Readonly<Record<Happening['what'], { mark: string; tone: Tone }>> = {
  'by-hand': { mark: '@ by hand', tone: 'heading' },
  stopped: { mark: '  stopped', tone: 'dim' },
  started: { mark: '  started', tone: 'dim' },
  'stream-on': { mark: '  stream', tone: 'dim' },
  'stream-off': { mark: '  stream', tone: 'dim' },
  taken: { mark: '  taken', tone: 'dim' },
  copied: { mark: '  copied', tone: 'dim' },
  restart: { mark: '~ restart', tone: 'refused' },
  'stop-failed': { mark: '~ failed', tone: 'refused' },
  'copy-failed': { mark: '~ failed', tone: 'refused' },
  ...marks,
  waits: { mark: '  waits', tone: 'dim' },
  refused: { mark: '! refused', tone: 'refused' },
  fault: { mark: '✗ fault', tone: 'fault' },
};
const MARK_WIDTH = Math.max(...Object.values(looks).map(({ mark }) => mark.length));

/** Clusters that are named in one line; the others are counted. */
const NAMED = 20;

export interface StoryOptions {
  readonly paint: Paint;
  readonly timezone: string;
  /** The whole fleet: clusters that share an identifier are named with their Region. */
  readonly clusters: readonly ClusterState[];
  /** Width of the terminal. */
  readonly width: number;
}

/**
 * The story since the last tick: a line for each thing that happened and why, with all its clusters.
 *
 * @example
 * 'Mon 20:05  - stop     idle (developer databases): dev-orders, dev-search'
 */
export function storyOf(
  options: StoryOptions,
): (at: number, happenings: readonly Happening[]) => readonly string[] {
  const { paint, timezone, clusters, width } = options;
  const shared = new Set(repeated(clusters.map(({ id }) => id)));
  const nameOf = ({ cluster, region }: Happening): string =>
    shared.has(cluster) ? `${cluster} (${region})` : cluster;
  return (at, happenings) => {
    const kinds = whats.flatMap((what) => {
      const alike = Map.groupBy(
        happenings.filter((happening) => happening.what === what),
        ({ text }) => text,
      );
      return [...alike].map(([text, group]) => ({ look: looks[what], text, names: group.map(nameOf) }));
    });
    return kinds.flatMap(({ look: { mark, tone }, text, names }) =>
      hang(
        `${formatWhen(at, { timezone, now: at })}  ${paint(tone, mark.padEnd(MARK_WIDTH))}  `,
        text === '' ? listed(names) : `${text}: ${listed(names)}`,
        width,
        tone === 'dim' ? (line) => paint(tone, line) : undefined,
      ),
    );
  };
}

/** A cluster is named once, however many of its snapshots something happened to. */
function listed(all: readonly string[]): string {
  const names = [...Map.groupBy(all, (name) => name)].map(([name, same]) =>
    same.length > 1 ? `${name} × ${same.length}` : name,
  );
  const more = names.length - NAMED;
  const named = names.slice(0, NAMED).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}

function repeated(ids: readonly string[]): string[] {
  return [...Map.groupBy(ids, (id) => id)].flatMap(([id, same]) => (same.length > 1 ? [id] : []));
}
