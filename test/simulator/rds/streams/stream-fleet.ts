/** A control plane with one cluster that can have an activity stream, and what the tests ask of it. */
import { type Answer, aControlPlane, evenTimings, type TestControlPlane } from '../../control-plane.ts';

export const streamArn = 'arn:aws:rds:eu-central-1:111122223333:cluster:a';
export const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
export const keyArn = `arn:aws:kms:eu-central-1:111122223333:key/${keyId}`;
export const keys = `keys: [{ alias: alias/das, id: ${keyId} }]`;

/** The fleet with cluster `a`, and what else the file says. */
export function streamFleet(cluster = '', more = ''): string {
  return `clusters: [{ id: a, backupRetention: 0, tags: { team: shop }, ${cluster} }]\n${keys}\n${evenTimings}\n${more}`;
}

export interface StreamFleet extends TestControlPlane {
  start(input?: Record<string, unknown>): Answer;
  stop(input?: Record<string, unknown>): Answer;
  /** The stream as DescribeDBClusters reports it. */
  shown(): Record<string, unknown>;
  /** The true state of the stream. */
  truth(): string | undefined;
  restarts(): readonly unknown[];
  eventIds(): readonly string[];
}

export function aStreamFleet(fleet = streamFleet()): StreamFleet {
  const test = aControlPlane(fleet);
  const state = () => test.backend.state().clusters.find(({ id }) => id === 'a');
  return {
    ...test,
    start: (input = {}) =>
      test.rds('StartActivityStream', {
        ...{ ResourceArn: streamArn, Mode: 'async', KmsKeyId: 'alias/das', ApplyImmediately: true },
        ...input,
      }),
    stop: (input = {}) =>
      test.rds('StopActivityStream', { ResourceArn: streamArn, ApplyImmediately: true, ...input }),
    shown() {
      const [cluster] = test.rds('DescribeDBClusters', { DBClusterIdentifier: 'a' }).DBClusters;
      const fields = Object.entries(cluster).filter(([name]) => name.startsWith('ActivityStream'));
      return Object.fromEntries(fields.map(([name, value]) => [name.replace('ActivityStream', ''), value]));
    },
    truth: () => state()?.activityStream?.status,
    restarts: () => state()?.restarts ?? [],
    eventIds: () => test.delivered.map(({ event }) => event.detail.EventID),
  };
}
