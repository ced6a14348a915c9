import { followUpBody } from '../../shared/runtime/queue/follow.ts';
import type { Queues } from '../../simulator/sqs/queues.ts';
import { home } from '../support/cloudformation.ts';

/** Puts a message on the queue with this ARN. */
export function send(queues: Queues, arn: string, body: string) {
  return queues.named(arn).send({ body, attributes: {}, senderId: 'any' });
}

function arnOf(cluster: string): string {
  return `arn:aws:rds:${home.region}:${home.account}:cluster:${cluster}`;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html: a cluster has started. */
export function started(cluster: string): string {
  return JSON.stringify({
    source: 'aws.rds',
    'detail-type': 'RDS DB Cluster Event',
    detail: { SourceArn: arnOf(cluster), EventID: 'RDS-EVENT-0151' },
  });
}

/** A stop that has just been requested and cannot be seen yet. */
export function stopOf(cluster: string, { clock }: { readonly clock: { now(): number } }): string {
  return followUpBody({
    kind: 'stop-cluster',
    ...{ account: home.account, region: home.region, cluster, arn: arnOf(cluster) },
    requestedAt: clock.now(),
  });
}
