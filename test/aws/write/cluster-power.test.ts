import {
  AddTagsToResourceCommand,
  DescribeDBClustersCommand,
  StartDBClusterCommand,
  StopDBClusterCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, it, vi } from 'vitest';
import type { AwsScope } from '../../../shared/aws/client/aws-scope.ts';
import { classify } from '../../../shared/aws/client/faults.ts';
import { startCluster, stopCluster } from '../../../shared/aws/write/cluster-power.ts';
import type { PowerCommand } from '../../../shared/policy/model/command.ts';
import { account, clusterArn, fakeScope, region, serviceError } from '../builders.ts';

const tags = { 'dormouse:power': 'done 2026-11-20T19:05:00Z by a rule' };

const note = (text: string) => ({ 'dormouse:power': text });
const tagsIfNotDone = { refused: note('refused'), busy: note('busy') };
const order = { account, region, cluster: 'dev', arn: clusterArn('dev'), tags, tagsIfNotDone };
const commands: { readonly [A in 'stop' | 'start']: PowerCommand<A> } = {
  stop: { kind: 'stop-cluster', ...order },
  start: { kind: 'start-cluster', ...order },
};

const identifier = { DBClusterIdentifier: 'dev' };
const tagged = {
  ResourceName: clusterArn('dev'),
  Tags: [{ Key: 'dormouse:power', Value: 'done 2026-11-20T19:05:00Z by a rule' }],
};

const stop = {
  name: 'stopCluster',
  act: (scope: AwsScope, more = {}) => stopCluster(scope, { ...commands.stop, ...more }),
  call: StopDBClusterCommand,
};
const start = {
  name: 'startCluster',
  act: (scope: AwsScope, more = {}) => startCluster(scope, { ...commands.start, ...more }),
  call: StartDBClusterCommand,
};

describe.each([stop, start])('$name', ({ act, call }) => {
  it('tags the cluster, then makes the call, and nothing else', async () => {
    const { signal } = new AbortController();
    const { scope, rds, warnings } = fakeScope({ signal });
    rds.on(AddTagsToResourceCommand, tagged, true).resolves({});
    rds.on(call, identifier, true).resolves({});

    await act(scope);

    expect(rds.calls().map(({ args }) => args[0].constructor)).toEqual([AddTagsToResourceCommand, call]);
    expect(rds.calls().map(({ args }) => args.slice(1))).toEqual([
      [{ abortSignal: signal }],
      [{ abortSignal: signal }],
    ]);
    expect(warnings).toEqual([]);
  });

  it('makes one call when there are no tags to write', async () => {
    const { scope, rds } = fakeScope();
    rds.on(call, identifier, true).resolves({});

    await act(scope, { tags: {} });

    expect(rds.calls()).toHaveLength(1);
  });

  it('throws what AWS throws', async () => {
    const { scope, rds } = fakeScope();
    const fault = serviceError('InvalidDBClusterStateFault');
    rds.on(AddTagsToResourceCommand).resolves({});
    rds.on(call).rejects(fault);

    await expect(act(scope)).rejects.toBe(fault);
  });
});

it.each([
  ['InvalidDBClusterStateFault', 'refused'],
  ['AccessDenied', 'refused'],
  ['Throttling', 'busy'],
  ['TimeoutError', undefined],
])('a stop that ends in %s leaves the note: %s', async (name, expected) => {
  const { scope, rds } = fakeScope();
  rds.on(AddTagsToResourceCommand).resolves({});
  rds.on(StopDBClusterCommand).rejects(serviceError(name));

  await expect(stopCluster(scope, commands.stop)).rejects.toThrow();

  const [, ...corrected] = rds.commandCalls(AddTagsToResourceCommand);
  expect(corrected.flatMap(({ args }) => args[0].input.Tags?.map(({ Value }) => Value))).toEqual(
    expected === undefined ? [] : [expected],
  );
});

/** AWS refuses for the state that the cluster is in, at the n-th attempt of the SDK. */
function refusedAt(attempts: number, name = 'InvalidDBClusterStateFault') {
  return Object.assign(serviceError(name), { $metadata: { attempts } });
}

describe.each([
  { ...stop, asked: ['stopping', 'stopped'] },
  { ...start, asked: ['starting', 'available'] },
])('$name that is refused at the second attempt', ({ act, call, asked }) => {
  const second = refusedAt(2);

  async function refusedWhile(describes: object[] | Error) {
    const { scope, rds } = fakeScope();
    rds.on(AddTagsToResourceCommand).resolves({});
    rds.on(call).rejects(second);
    const described = rds.on(DescribeDBClustersCommand, identifier, true);
    if (describes instanceof Error) described.rejects(describes);
    else described.resolves({ DBClusters: describes });
    return act(scope).then(
      () => 'resolved',
      (error: unknown) => error,
    );
  }

  it.each(asked)(
    'was accepted at the first, whose answer was lost, when the cluster is %s',
    async (Status) => {
      const thrown = await refusedWhile([{ Status }]);

      expect(classify(thrown)).toMatchObject({ kind: 'already', name: 'AlreadyRequested' });
    },
  );

  it.each([
    ['is in any other state', [{ Status: 'backing-up' }]],
    ['is not there', []],
    ['cannot be looked at', serviceError('AccessDenied')],
  ])('is what AWS says when the cluster %s', async (_, describes) => {
    expect(await refusedWhile(describes)).toBe(second);
  });
});

it.each([
  ['at the first attempt', refusedAt(1)],
  ['for another reason', refusedAt(2, 'KMSKeyNotAccessibleFault')],
])('a stop that is refused %s is not looked after', async (_, fault) => {
  const { scope, rds } = fakeScope();
  rds.on(AddTagsToResourceCommand).resolves({});
  rds.on(StopDBClusterCommand).rejects(fault);

  await expect(stopCluster(scope, commands.stop)).rejects.toBe(fault);

  expect(rds.commandCalls(DescribeDBClustersCommand)).toEqual([]);
});

describe('without its tag', () => {
  it('a cluster is not stopped', async () => {
    const { scope, rds } = fakeScope();
    const denied = serviceError('AccessDenied');
    rds.on(AddTagsToResourceCommand).rejects(denied);

    await expect(stopCluster(scope, commands.stop)).rejects.toBe(denied);
    expect(denied.message).toContain('tagActions: false');
    for (const key of Object.keys(commands.stop.tags)) expect(denied.message).toContain(key);

    expect(rds.commandCalls(StopDBClusterCommand)).toEqual([]);
  });

  it('a cluster is started all the same, with a warning', async () => {
    const { scope, rds, warnings } = fakeScope();
    rds.on(AddTagsToResourceCommand).rejects(serviceError('AccessDenied', 'no'));
    rds.on(StartDBClusterCommand).resolves({});

    await startCluster(scope, commands.start);

    expect(rds.commandCalls(StartDBClusterCommand)).toHaveLength(1);
    expect(warnings).toEqual([`${clusterArn('dev')} is started without its tag: AccessDenied: no`]);
  });

  it('a scope without a listener warns through Node', async () => {
    const { scope, rds } = fakeScope();
    rds.on(AddTagsToResourceCommand).rejects(serviceError('AccessDenied', 'no'));
    rds.on(StartDBClusterCommand).resolves({});
    const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue();

    const { warn: _warn, ...deaf } = scope;

    await startCluster(deaf, commands.start);

    expect(emitWarning).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('is started without its tag'),
    );
    emitWarning.mockRestore();
  });
});
