import type { Cluster, Member } from './cluster.ts';

/** The holder of a name, and its time with it: from `from` on and before `until`, milliseconds since 1970. */
export interface Holder {
  readonly cluster: Cluster;
  /** Whose name it is, when it is that of an instance. */
  readonly member?: Member;
  readonly from: number;
  until: number;
}

/** The ARNs that clusters and instances have had. AWS gives names again: to another cluster, or to a renamed one. */
export interface NameHistory {
  begin(arn: string, holder: Pick<Holder, 'cluster' | 'member'>, at: number): void;
  end(arn: string, at: number): void;
  /** Oldest first. */
  holders(arn: string): readonly Holder[];
}

export function createNameHistory(): NameHistory {
  const byArn = new Map<string, Holder[]>();
  return {
    begin(arn, holder, from) {
      const holders = byArn.get(arn) ?? [];
      holders.push({ ...holder, from, until: Number.POSITIVE_INFINITY });
      byArn.set(arn, holders);
    },
    end(arn, at) {
      const last = byArn.get(arn)?.at(-1);
      if (last !== undefined) last.until = Math.min(last.until, at);
    },
    holders: (arn) => byArn.get(arn) ?? [],
  };
}
