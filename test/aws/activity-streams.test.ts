import {
  AddTagsToResourceCommand,
  StartActivityStreamCommand,
  StopActivityStreamCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { changeActivityStream } from '../../shared/aws/activity-streams.ts';
import { classify } from '../../shared/aws/faults.ts';
import type { ActivityStreamCommand } from '../../shared/policy/decision.ts';
import { account, clusterArn, fakeScope, region, serviceError } from './builders.ts';

const arn = clusterArn('audited');
const order = {
  ...{ account, region, cluster: 'audited', arn },
  tags: { 'dormouse:activity-stream': 'start 2026-11-20T19:05:00Z attempt 1 by audited' },
};
const start: ActivityStreamCommand = {
  ...order,
  kind: 'start-activity-stream',
  mode: 'async',
  kmsKey: 'alias/das',
};
const stop: ActivityStreamCommand = { ...order, kind: 'stop-activity-stream' };
const tag: ActivityStreamCommand = { ...order, kind: 'tag-activity-stream' };

const tagged = {
  ResourceName: arn,
  Tags: [{ Key: 'dormouse:activity-stream', Value: 'start 2026-11-20T19:05:00Z attempt 1 by audited' }],
};

type Rds = ReturnType<typeof fakeScope>['rds'];

const startInput = {
  ResourceArn: arn,
  Mode: 'async',
  KmsKeyId: 'alias/das',
  ApplyImmediately: true,
} as const;
const stopInput = { ResourceArn: arn, ApplyImmediately: true };

describe.each([
  {
    command: start,
    call: StartActivityStreamCommand,
    allow: (rds: Rds): void => void rds.on(StartActivityStreamCommand, startInput, true).resolves({}),
  },
  {
    command: stop,
    call: StopActivityStreamCommand,
    allow: (rds: Rds): void => void rds.on(StopActivityStreamCommand, stopInput, true).resolves({}),
  },
])('changeActivityStream with $command.kind', ({ command, call, allow }) => {
  it('tags the cluster, then makes the call, at once, and nothing else', async () => {
    const { signal } = new AbortController();
    const { scope, rds } = fakeScope({ signal });
    rds.on(AddTagsToResourceCommand, tagged, true).resolves({});
    allow(rds);

    await changeActivityStream(scope, command);

    expect(rds.calls().map(({ args }) => args[0].constructor)).toEqual([AddTagsToResourceCommand, call]);
    expect(rds.calls().map(({ args }) => args.slice(1))).toEqual([
      [{ abortSignal: signal }],
      [{ abortSignal: signal }],
    ]);
  });

  it('makes no call without its tag', async () => {
    const { scope, rds } = fakeScope();
    const denied = serviceError('AccessDenied');
    rds.on(AddTagsToResourceCommand).rejects(denied);

    await expect(changeActivityStream(scope, command)).rejects.toBe(denied);

    expect(rds.calls()).toHaveLength(1);
  });

  it.each(['InvalidDBClusterStateFault', 'AccessDenied', 'Throttling'])(
    'throws %s as AWS does',
    async (name) => {
      const { scope, rds } = fakeScope();
      const fault = serviceError(name);
      rds.on(AddTagsToResourceCommand).resolves({});
      rds.on(StartActivityStreamCommand).rejects(fault);
      rds.on(StopActivityStreamCommand).rejects(fault);

      await expect(changeActivityStream(scope, command)).rejects.toBe(fault);
    },
  );
});

describe('changeActivityStream with tag-activity-stream', () => {
  it('writes the tags and nothing else', async () => {
    const { scope, rds } = fakeScope();
    rds.on(AddTagsToResourceCommand, tagged, true).resolves({});

    await changeActivityStream(scope, tag);

    expect(rds.calls()).toHaveLength(1);
  });

  it('throws when they cannot be written', async () => {
    const { scope, rds } = fakeScope();
    rds.on(AddTagsToResourceCommand).rejects(serviceError('AccessDenied'));

    await expect(changeActivityStream(scope, tag)).rejects.toThrow('AccessDenied');
  });
});

describe('InvalidParameterCombination', () => {
  const fault = serviceError(
    'InvalidParameterCombination',
    'Activity Streams feature expected to be started, but is stopped',
  );

  it.each([
    ['a stop', 'conflict', stop],
    ['a start', 'fatal', start],
  ] as const)('of %s is a %s', async (_, verdict, command) => {
    const { scope, rds } = fakeScope();
    rds.on(AddTagsToResourceCommand).resolves({});
    rds.on(StartActivityStreamCommand).rejects(fault);
    rds.on(StopActivityStreamCommand).rejects(fault);

    const error = await changeActivityStream(scope, command).catch((thrown: unknown) => thrown);

    expect(classify(error)).toMatchObject({ verdict, message: fault.message });
  });
});
