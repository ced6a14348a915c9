import type { Snapshot } from './snapshot.ts';

/**
 * Copies of one source are made one after the other.
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

/** `begin` is called when it is a copy's turn. */
export function createCopyQueue(begin: (copy: Snapshot) => void): CopyQueue {
  const queues = new Map<string, Snapshot[]>();
  const of = ({ sourceArn = '' }: Pick<Snapshot, 'sourceArn'>) => queues.get(sourceArn) ?? [];

  return {
    add(copy) {
      const queue = of(copy);
      queues.set(copy.sourceArn ?? '', [...queue, copy]);
      if (queue.length === 0) begin(copy);
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
