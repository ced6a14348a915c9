import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../simulator/assemble.ts';
import { control } from '../../simulator/http/control-api.ts';
import type { ControlPlane } from '../../simulator/rds/control-plane.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { evenTimings, minute, start } from './control-plane.ts';
import { signedRequest } from './stub-simulator.ts';

const fleet = `clusters: [{ id: a, tags: { env: dev }, snapshots: [{ id: s }] }]\n${evenTimings}`;

function ask(simulator: Simulator, form: string): { body: string; id: string | undefined } {
  const { headers, body } = simulator.handle(signedRequest('rds', { body: Buffer.from(form) }));
  return { body: String(body).replace(/<RequestId>.*?<\/RequestId>/, ''), id: headers['x-amzn-requestid'] };
}

const arn = 'arn:aws:rds:eu-central-1:111122223333:cluster:a';
const clusters = 'Action=DescribeDBClusters';
const snapshots = 'Action=DescribeDBClusterSnapshots';

describe('a listing that is asked for again', () => {
  it('has the same answer with a request id of its own, and both calls are recorded', () => {
    const simulator = createSimulator({ fleet, now: start });

    const [first, second] = [ask(simulator, clusters), ask(simulator, clusters)];

    expect(second.body).toBe(first.body);
    expect(second.id).not.toBe(first.id);
    expect(simulator.calls.count()).toEqual({ DescribeDBClusters: 2 });
  });

  it('has the answer of its own parameters, and of its own Region', () => {
    const simulator = createSimulator({ fleet, now: start });
    ask(simulator, clusters);

    const other = ask(simulator, `${clusters}&DBClusterIdentifier=none`);
    const away = simulator.handle({
      ...signedRequest('rds', { body: Buffer.from(clusters) }),
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=A/20261120/us-east-1/rds/aws4_request',
        'content-type': 'application/x-www-form-urlencoded',
      },
    });

    expect(other.body).toContain('DBClusterNotFoundFault');
    expect(String(away.body)).not.toContain('<DBClusterIdentifier>');
  });

  const changes: readonly (readonly [string, string, (simulator: Simulator<ControlPlane>) => unknown])[] = [
    [
      'a call',
      clusters,
      (simulator) => ask(simulator, `Action=AddTagsToResource&ResourceName=${arn}&Tags.Tag.1.Key=x`),
    ],
    ['time', clusters, ({ clock }) => clock.advanceTo(start + minute)],
    ['what happens to a cluster', clusters, ({ backend }) => backend.cluster('a').setStatus('modifying')],
    ['its tags', clusters, ({ backend }) => backend.cluster('a').changeTags({ env: null })],
    ['a new cluster', clusters, ({ backend }) => backend.addCluster({ id: 'b' })],
    ['what happens to a snapshot', snapshots, ({ backend }) => backend.setSnapshotStatus('s', 'failed')],
    [
      'a control request',
      clusters,
      (simulator) =>
        control(simulator, {
          ...{ method: 'POST', path: '/_simulator/cluster', query: {}, headers: {} },
          body: Buffer.from('{"cluster":"a","status":"modifying"}'),
        }),
    ],
    [
      'an action that was taken hold of before',
      clusters,
      (simulator) => {
        const actions = simulator.backend.cluster('a');
        ask(simulator, clusters);
        actions.setStatus('modifying');
      },
    ],
  ];
  it.each(changes)('has another answer after %s', (_, form, change) => {
    const simulator = createSimulator({ fleet, now: start });
    const before = ask(simulator, form);

    change(simulator);

    expect(ask(simulator, form).body).not.toBe(before.body);
  });

  it('fails where a fault says so', () => {
    const simulator = createSimulator({ fleet, now: start });
    ask(simulator, clusters);
    simulator.faults.setRules([{ kind: 'throttle' }]);

    expect(ask(simulator, clusters).body).toContain('Throttling');
  });
});
