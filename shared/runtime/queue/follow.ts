import { type FollowUp, followUpOf } from '../../policy/report/follow-up.ts';
import type { ScopeSweep } from '../sweep/sweep.ts';
import { drillBody } from './followed-drill.ts';
import type { OwnQueue } from './own-queue.ts';

/** AWS takes minutes for anything that is followed. */
const FIRST_LOOK_SECONDS = 60;

/** Puts a message on the queue for each thing that AWS was asked for and takes its time with. */
export async function sendFollowUps(queue: OwnQueue, { world, outcomes }: ScopeSweep): Promise<void> {
  if (world === undefined) return;
  const bodies = outcomes.flatMap(({ status, decision }) => {
    if (decision.verdict !== 'act' || (status !== 'done' && status !== 'already')) return [];
    const followUp = followUpOf(decision, world.observedAt);
    if (followUp !== undefined) return [followUpBody(followUp)];
    const { command } = decision;
    if (command.kind !== 'restore-cluster' || command.etag !== undefined) return [];
    const { account, region, cluster, record } = command;
    return [drillBody({ account, region, cluster, id: record.drill, since: world.observedAt })];
  });
  if (bodies.length > 0) await queue.send(bodies, FIRST_LOOK_SECONDS);
}

/** The body of the message that follows up what was asked for, with an instant that people can read. */
export function followUpBody(followUp: FollowUp): string {
  return JSON.stringify({
    follow: { ...followUp, requestedAt: new Date(followUp.requestedAt).toISOString() },
  });
}
