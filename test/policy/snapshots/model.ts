import { defined } from '../../../shared/defined.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Command } from '../../../shared/policy/model/command.ts';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Policy } from '../../../shared/policy/model/policy.ts';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import { decideCopies } from '../../../shared/policy/snapshots/decide-copy.ts';
import { decideCreateSnapshots } from '../../../shared/policy/snapshots/decide-create.ts';
import { decidePrunes } from '../../../shared/policy/snapshots/decide-prune.ts';
import type { EpochMs } from '../../../shared/policy/time/units.ts';
import { AWAY, aCopyWorld, aCreateWorld, aPruneWorld, aSnapshot, HOME } from './builders.ts';

/** Just enough of AWS, in two Regions, to carry out what is decided; it refuses what AWS would refuse. */
export class Model {
  readonly policy: Policy;
  readonly clusters: readonly Cluster[];
  readonly snapshots: Map<string, Snapshot>;
  now: EpochMs;

  constructor(
    policy: Policy,
    clusters: readonly Cluster[],
    now: EpochMs,
    snapshots: readonly Snapshot[] = [],
  ) {
    this.policy = policy;
    this.clusters = clusters;
    this.snapshots = new Map(snapshots.map((snapshot) => [snapshot.arn, snapshot]));
    this.now = now;
  }

  in(region: string): Snapshot[] {
    return [...this.snapshots.values()].filter((snapshot) => snapshot.region === region);
  }

  create(): Decision[] {
    const snapshots = this.in(HOME);
    return this.#carryOut(decideCreateSnapshots(this.policy, aCreateWorld({ ...this.#common(), snapshots })));
  }

  copy(): Decision[] {
    const world = aCopyWorld({
      ...this.#common(),
      region: AWAY,
      sources: this.in(HOME),
      copies: this.in(AWAY),
    });
    return this.#carryOut(decideCopies(this.policy, world));
  }

  prune(region = HOME): Decision[] {
    const otherRegions = region === HOME ? this.in(AWAY) : [];
    const world = aPruneWorld({ ...this.#common(), region, snapshots: this.in(region), otherRegions });
    return this.#carryOut(decidePrunes(this.policy, world));
  }

  /** Completes everything that is in progress. */
  settle(): void {
    for (const snapshot of this.snapshots.values()) {
      if (snapshot.status === 'creating' || snapshot.status === 'copying')
        this.#put({ ...snapshot, status: 'available' });
    }
  }

  #common() {
    return { observedAt: this.now, clusters: this.clusters.map((cluster) => ({ cluster })) };
  }

  #carryOut(decisions: Decision[]): Decision[] {
    const acts = decisions.filter((decision) => decision.verdict === 'act');
    for (const decision of decisions)
      if (decision.verdict === 'skip' && decision.note) this.#apply(decision.note);
    for (const { command } of acts) this.#apply(command);
    return acts;
  }

  #apply(command: Command): void {
    const { account, region, cluster: clusterId } = command;
    if (command.kind === 'create-snapshot') {
      const { snapshot: id, tags } = command;
      const resourceId = this.clusters.find(({ arn }) => arn === command.arn)?.resourceId;
      const of = { clusterId, ...defined({ resourceId }) };
      this.#add(aSnapshot({ id, account, region, tags, createdAt: this.now, status: 'creating', ...of }));
    } else if (command.kind === 'copy-snapshot') {
      const source = this.snapshots.get(command.arn);
      const underWay = this.in(region).filter(({ status }) => status === 'copying').length;
      if (source?.status !== 'available') throw new Error(`${command.arn} cannot be copied`);
      if (underWay >= this.policy.copiesInFlight)
        throw new Error('Cannot copy more snapshots across regions');
      const { snapshot: id, tags, arn: sourceArn } = command;
      this.#put({ ...source, tags: { ...source.tags, ...command.sourceTags } });
      this.#add(
        aSnapshot({
          id,
          account,
          region,
          clusterId,
          tags,
          sourceArn,
          createdAt: this.now,
          status: 'copying',
        }),
      );
    } else if (command.kind === 'tag-snapshot') {
      const snapshot = this.snapshots.get(command.arn);
      if (snapshot === undefined) throw new Error(`${command.arn} is not there`);
      this.#put({ ...snapshot, tags: { ...snapshot.tags, ...command.tags } });
    } else if (!this.snapshots.delete(command.arn)) {
      throw new Error(`${command.arn} is not there`);
    }
  }

  #add(snapshot: Snapshot): void {
    if (this.snapshots.has(snapshot.arn)) throw new Error(`${snapshot.arn} is there already`);
    this.#put(snapshot);
  }

  #put(snapshot: Snapshot): void {
    this.snapshots.set(snapshot.arn, snapshot);
  }
}
