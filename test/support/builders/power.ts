import type { PlannedChange } from '../../../cli/plan/change.ts';
import { type PowerCommand, toCluster } from '../../../shared/policy/model/command.ts';
import {
  type Act,
  aboutCluster,
  type Decision,
  type Skip,
  skipInstead,
  toAct,
} from '../../../shared/policy/model/decision.ts';
import { aCluster } from '../../policy/builders.ts';

const ACCOUNT = '111122223333';
const HOME = 'eu-central-1';

/** An act of which a test says only what matters to it, whether that fits together or not. */
export type AnyAct = Pick<Act, keyof Act>;

/** A stop that is due. */
export function anAct(some: Partial<AnyAct> = {}, cluster = aCluster()): Act {
  const command = { kind: 'stop-cluster', ...toCluster(cluster), tags: {} };
  const found = { rule: 'developers', reason: 'idle', detail: 'no use for an hour' };
  return {
    ...aboutCluster(cluster, 'power'),
    action: 'stop',
    verdict: 'act',
    ...found,
    command,
    ...some,
  } as Act;
}

export function aSkip(reason: Decision['reason'], cluster = aCluster()): Skip {
  return skipInstead(anAct({}, cluster), { reason });
}

/** A decision on the power of a cluster, named by its identifier alone. */
export function decision(
  id: string,
  action: 'stop' | 'start',
  verdict: 'act' | 'skip',
  reason: Decision['reason'],
  region = HOME,
): Decision {
  const cluster = aCluster({ id, region, arn: arnOf(id, region) });
  const found = { rule: 'developers', reason, detail: `${reason} it is` };
  const tags = { tags: {}, tagsIfNotDone: { refused: {}, busy: {} } };
  const act = toAct<PowerCommand>(
    { ...aboutCluster(cluster, 'power'), ...found },
    { kind: `${action}-cluster`, ...toCluster(cluster), ...tags },
  );
  return verdict === 'act' ? act : skipInstead(act);
}

/** A line of a plan about the power of a cluster. */
export function planned(cluster: string, rest: Partial<PlannedChange>): PlannedChange {
  const { region = HOME } = rest;
  return {
    ...{ aspect: 'power', arn: arnOf(cluster, region), account: ACCOUNT, region, cluster },
    ...{ reason: 'in-hours', detail: 'inside mon-fri 07:30-19:00' },
    ...rest,
  };
}

export function arnOf(cluster: string, region = HOME): string {
  return `arn:aws:rds:${region}:${ACCOUNT}:cluster:${cluster}`;
}
