import type { ActivityStream, Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Command } from '../../../shared/policy/model/command.ts';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Policy } from '../../../shared/policy/model/policy.ts';
import { decideActivityStreams } from '../../../shared/policy/streams/decide.ts';
import type { StreamWorld } from '../../../shared/policy/streams/stream.ts';
import { KEY_ID, OTHER_KEY_ID } from './builders.ts';

/** Just enough of AWS to start and stop streams; it refuses what AWS would refuse. */
export class StreamModel {
  readonly policy: Policy;
  world: StreamWorld;

  constructor(policy: Policy, world: StreamWorld) {
    this.policy = policy;
    this.world = world;
  }

  /** Decides and carries out, once; by a policy of another deployment if one is given. */
  sweep(policy = this.policy): Decision[] {
    const decisions = decideActivityStreams(policy, this.world);
    for (const decision of decisions) if (decision.verdict === 'act') this.#apply(decision.command);
    return decisions;
  }

  /** Completes everything that is in progress, and lets time pass. */
  settle(passedMs: number): void {
    const done: Readonly<Record<string, string>> = { starting: 'started', stopping: 'stopped' };
    this.#change(({ activityStream: stream, ...cluster }) => ({
      ...cluster,
      ...(stream && { activityStream: { ...stream, status: done[stream.status] ?? stream.status } }),
    }));
    const { requested: _, ...world } = this.world;
    this.world = { ...world, observedAt: world.observedAt + passedMs };
  }

  #apply(command: Command): void {
    this.#change((cluster) => (cluster.arn === command.arn ? changed(cluster, command) : cluster));
  }

  #change(change: (cluster: Cluster) => Cluster): void {
    const clusters = this.world.clusters.map((each) => ({ ...each, cluster: change(each.cluster) }));
    this.world = { ...this.world, clusters };
  }
}

function changed(cluster: Cluster, command: Command): Cluster {
  const tags = { ...cluster.tags, ...('tags' in command && command.tags) };
  const stream: ActivityStream = cluster.activityStream ?? { status: 'stopped' };
  if (command.kind === 'tag-activity-stream') return { ...cluster, tags };
  if (cluster.status !== 'available') throw new Error(`InvalidDBClusterStateFault: ${cluster.status}`);
  switch (command.kind) {
    case 'stop-activity-stream':
      if (stream.status !== 'started') throw new Error(`InvalidDBClusterStateFault: ${stream.status}`);
      return { ...cluster, tags, activityStream: { ...stream, status: 'stopping' } };
    case 'start-activity-stream': {
      if (stream.status !== 'stopped') throw new Error(`InvalidDBClusterStateFault: ${stream.status}`);
      const kmsKey = command.kmsKey === 'alias/other' ? OTHER_KEY_ID : KEY_ID;
      return { ...cluster, tags, activityStream: { status: 'starting', mode: command.mode, kmsKey } };
    }
    default:
      throw new Error(`${command.kind} is not about streams`);
  }
}
