import {
  AddTagsToResourceCommand,
  DescribeDBClustersCommand,
  StartActivityStreamCommand,
  StopActivityStreamCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../shared/aws/client/faults.ts';
import { changeActivityStream } from '../../../shared/aws/write/activity-streams.ts';
import type { ActivityStreamCommand } from '../../../shared/policy/model/command.ts';
import { account, clusterArn, fakeScope, region, serviceError } from '../builders.ts';

const arn = clusterArn('audited');
const order = {
  ...{ account, region, cluster: 'audited', arn },
  tags: { 'dormouse:activity-stream': 'start 2026-11-20T19:05:00Z attempt 1 by audited' },
  tagsIfNotDone: {
    refused: { 'dormouse:activity-stream': 'start 2026-11-20T19:05:00Z attempt 1 refused by audited' },
    busy: { 'dormouse:activity-stream': 'start 2026-11-20T19:05:00Z attempt 1 busy by audited' },
  },
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
  ] as const)('of %s is a %s', async (_, kind, command) => {
    const { scope, rds } = fakeScope();
    rds.on(AddTagsToResourceCommand).resolves({});
    rds.on(StartActivityStreamCommand).rejects(fault);
    rds.on(StopActivityStreamCommand).rejects(fault);

    const error = await changeActivityStream(scope, command).catch((thrown: unknown) => thrown);

    expect(classify(error)).toMatchObject({ kind, message: fault.message });
  });
});

describe('changeActivityStream that AWS does not answer with yes', () => {
  const attempts = (error: Error, count: number) => Object.assign(error, { $metadata: { attempts: count } });
  const badGateway = Object.assign(new Error('?'), { $metadata: { httpStatusCode: 502 } });

  /** The notes that are written, one after the other. */
  async function notesOf(command: ActivityStreamCommand, fault: Error, seen?: object[]) {
    return (await thrownAndNotes(command, fault, seen)).notes;
  }

  /** `seen`: the clusters that AWS describes then; absent: it describes none. */
  async function thrownAndNotes(command: ActivityStreamCommand, fault: Error, seen?: object[]) {
    const { scope, rds, warnings } = fakeScope();
    rds.on(AddTagsToResourceCommand).resolves({});
    rds.on(StartActivityStreamCommand).rejects(fault);
    rds.on(StopActivityStreamCommand).rejects(fault);
    const look = rds.on(DescribeDBClustersCommand, { DBClusterIdentifier: 'audited' }, true);
    if (seen !== undefined) look.resolves({ DBClusters: seen });
    const thrown: unknown = await changeActivityStream(scope, command).catch((error: unknown) => error);
    expect(warnings).toEqual([]);
    const notes = rds
      .commandCalls(AddTagsToResourceCommand)
      .map(({ args }) => args[0].input.Tags?.[0]?.Value);
    return { thrown, notes, looks: rds.commandCalls(DescribeDBClustersCommand).length };
  }

  const conflict = serviceError('InvalidDBClusterStateFault');
  const notStarted = serviceError('InvalidParameterCombination');

  it.each([
    ['start', start, conflict, 'starting'],
    ['start', start, conflict, 'started'],
    ['start', start, attempts(serviceError('InvalidDBClusterStateFault'), 2), 'starting'],
    ['stop', stop, conflict, 'stopping'],
    ['stop', stop, notStarted, 'stopped'],
  ] as const)(
    'keeps the note of a %s that somebody else was quicker with, or whose answer was lost',
    async (_, command, fault, ActivityStreamStatus) => {
      const { thrown, notes } = await thrownAndNotes(command, fault, [{ ActivityStreamStatus }]);

      expect(classify(thrown)).toMatchObject({ kind: 'already', name: 'AlreadyRequested' });
      expect(notes).toHaveLength(1);
    },
  );

  it.each([
    ['starts', stop, [{ ActivityStreamStatus: 'starting' }]],
    ['is stopped', start, [{ ActivityStreamStatus: 'stopped' }]],
    ['is not reported', start, [{}]],
    ['is of a cluster that is gone', start, []],
    ['cannot be looked at', start, undefined],
  ] as const)('notes a conflict when its stream %s', async (_, command, seen) => {
    const { thrown, notes } = await thrownAndNotes(command, conflict, seen && [...seen]);

    expect(thrown).toBe(conflict);
    expect(notes).toEqual([notes[0], notes[0]?.replace(' by', ' busy by')]);
  });

  it.each(['Throttling', 'AccessDenied'])('does not look at the stream after %s', async (name) => {
    expect((await thrownAndNotes(start, serviceError(name), [])).looks).toBe(0);
  });

  it.each<[string, Error, 'refused' | 'busy']>([
    ['is not allowed to', serviceError('AccessDenied'), 'refused'],
    ['has no stream here', serviceError('InvalidParameterCombination'), 'refused'],
    ['has a new objection', serviceError('StreamsAreSoldOutFault'), 'refused'],
    ['finds the cluster busy', serviceError('InvalidDBClusterStateFault'), 'busy'],
    ['throttles', attempts(serviceError('Throttling'), 1), 'busy'],
    ['throttles again and again', attempts(serviceError('ThrottlingException'), 5), 'busy'],
  ])('notes that nothing was done when it %s', async (_, fault, answer) => {
    expect(await notesOf(start, fault)).toEqual([
      'start 2026-11-20T19:05:00Z attempt 1 by audited',
      `start 2026-11-20T19:05:00Z attempt 1 ${answer} by audited`,
    ]);
  });

  it('notes it of a stream that is not started any more, unless a first try may have stopped it', async () => {
    expect(await notesOf(stop, notStarted)).toHaveLength(2);
    expect(await notesOf(stop, attempts(notStarted, 2))).toHaveLength(1);
  });

  it.each<[string, Error]>([
    ['fails', serviceError('InternalFailure', '', 'server')],
    ['is not available', serviceError('ServiceUnavailable', '', 'server')],
    ['cannot be reached', Object.assign(new Error('x'), { code: 'ECONNRESET' })],
    ['is behind a broken gateway', badGateway],
    ['gives no answer in time', Object.assign(new Error('x'), { name: 'TimeoutError' })],
    [
      'refuses a second try, as it does after one that it has followed',
      attempts(serviceError('InvalidDBClusterStateFault'), 2),
    ],
    ['is not what failed', new TypeError('x')],
  ])('leaves the note as it is when AWS %s: it may have been done', async (_, fault) => {
    expect(await notesOf(start, fault)).toHaveLength(1);
  });

  it('throws what AWS threw when that cannot be noted, and warns', async () => {
    const { scope, rds, warnings } = fakeScope();
    const fault = serviceError('Throttling');
    rds.on(AddTagsToResourceCommand).resolvesOnce({}).rejects(fault);
    rds.on(StartActivityStreamCommand).rejects(serviceError('AccessDenied', 'no'));

    await expect(changeActivityStream(scope, start)).rejects.toThrow('no');

    expect(warnings).toEqual([expect.stringContaining('without its tag')]);
  });
});
