import type { Snapshot } from './snapshot.ts';

/**
 * Copies of one source are made one after the other. Those that are asked for at the same time have an order of their own:
 * that of the calls is an accident.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-copy-snapshot.html
 */
export interface CopyQueue {
  add(copy: Snapshot): void;
  /** It is through, or nobody wants it any more: the next one begins. */
  leave(copy: Snapshot): void;
  /** The copies of a source that are not through yet. */
  of(sourceArn: string): readonly Snapshot[];
}

/** `begin` is called when it is a copy's turn, `hold` when one that has just begun yields to another. */
export function createCopyQueue(begin: (copy: Snapshot) => void, hold: (copy: Snapshot) => void): CopyQueue {
  const queues = new Map<string, Snapshot[]>();
  const of = ({ sourceArn = '' }: Pick<Snapshot, 'sourceArn'>) => queues.get(sourceArn) ?? [];

  return {
    add(copy) {
      const [first] = of(copy);
      const queue = [...of(copy), copy].toSorted(inOrder);
      queues.set(copy.sourceArn ?? '', queue);
      if (queue[0] !== copy) return;
      if (first !== undefined) hold(first);
      begin(copy);
    },
    leave(copy) {
      const queue = of(copy);
      const rest = queue.filter((other) => other !== copy);
      if (rest.length === 0) queues.delete(copy.sourceArn ?? '');
      else queues.set(copy.sourceArn ?? '', rest);
      const [next] = rest;
      if (queue[0] === copy && next !== undefined) begin(next);
    },
    of: (sourceArn) => of({ sourceArn }),
  };
}

function inOrder(one: Snapshot, other: Snapshot): number {
  return one.createdAt - other.createdAt || (one.arn < other.arn ? -1 : 1);
}
