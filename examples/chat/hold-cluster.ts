import { createHome, createScope } from '../../shared/aws/client/clients.ts';
import { readCluster } from '../../shared/aws/read/clusters.ts';
import { putOutcomeEvents } from '../../shared/aws/send/event-bus.ts';
import { tagResource } from '../../shared/aws/write/tags.ts';
import { BY_HAND_TAG, HOLD_TAG } from '../../shared/policy/model/tags.ts';
import { byHandNote } from '../../shared/policy/rules/by-hand.ts';
import { holdValue, readHold } from '../../shared/policy/rules/hold.ts';
import { type EventContext, toEvent } from '../../shared/runtime/report/outcome-event.ts';
import type { OfferedHold } from './link.ts';
import { setting } from './post.ts';

/** The result of a request to hold a cluster. */
export interface HoldResult {
  readonly state: 'held' | 'already' | 'refused';
  /** One sentence for people. */
  readonly detail: string;
}

/** The name in tags and events: a chat does not say who has followed a link. */
const BY = 'chat-link';
const BECAUSE = 'by the link of a card';

/** The only calls for which a role in another account is assumed. */
const SESSION = { name: 'dormouse-chat', actions: ['rds:DescribeDBClusters', 'rds:AddTagsToResource'] };

/**
 * Writes the tag `dormouse:hold` on the cluster that a link names, and who did it; and sends the event. When the cluster has
 * that hold already, nothing is written again. A hold that lasts longer, or keeps another state, is somebody else's and stays.
 *
 * @throws the errors of AWS.
 */
export async function holdCluster({ arn, resourceId, keep, until }: OfferedHold): Promise<HoldResult> {
  const [, partition, , region = '', account = '', , id = ''] = arn.split(':');
  const isHome = account === setting('ACCOUNT');
  const role = process.env.HOLD_ROLE ?? '';
  if (!isHome && role === '') {
    return { state: 'refused', detail: `No role leads to account ${account}. Use dormouse hold.` };
  }
  const entered = isHome ? {} : { role: `arn:${partition}:iam::${account}:role/${role}` };
  const scope = createScope({ account, region, ...entered }, undefined, { session: SESSION });
  const { cluster, observedAt } = await readCluster(scope, id);
  if (cluster.arn !== arn || cluster.resourceId !== resourceId) {
    return { state: 'refused', detail: `Another cluster is called ${id} now.` };
  }
  const value = holdValue(keep, until);
  const present = readHold(cluster.tags, { timezone: 'UTC', now: observedAt });
  if ('value' in present && present.value === value)
    return { state: 'already', detail: 'Nothing was changed.' };
  if (present.state === 'held' || present.state === 'unreadable') {
    return {
      state: 'refused',
      detail: `Somebody holds it already: "${present.value}". Use dormouse hold to replace that.`,
    };
  }
  const note = byHandNote({ verb: 'hold', at: observedAt, by: BY, because: BECAUSE });
  await tagResource(scope, arn, { [HOLD_TAG]: value, [BY_HAND_TAG]: note });
  const at = new Date(observedAt).toISOString();
  const context: EventContext = {
    function: 'chat link',
    mode: 'enforce',
    scope: { account, region, observedAt: at },
  };
  const detail = `${BY} set the hold "${value}": ${BECAUSE}`;
  const more = { cluster: id, resourceId, arn, hold: value, by: BY, because: BECAUSE, detail };
  const bus = await createHome().eventbridge();
  await putOutcomeEvents(bus, setting('EVENT_BUS'), [toEvent(context, 'Cluster Hold Set', more, [arn])]);
  return { state: 'held', detail: 'Release it with dormouse release, or remove the tag dormouse:hold.' };
}
