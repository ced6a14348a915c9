import { AddTagsToResourceCommand, ModifyDBClusterCommand } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { changeCapacity } from '../../../shared/aws/write/cluster-capacity.ts';
import type { ChangeCapacityCommand } from '../../../shared/policy/model/command.ts';
import { account, clusterArn, fakeScope, region, serviceError } from '../builders.ts';

const arn = clusterArn('shop');

function command(some: Partial<ChangeCapacityCommand> = {}): ChangeCapacityCommand {
  const order = { account, region, cluster: 'shop', arn };
  return { kind: 'change-capacity', ...order, min: 2, max: 16, tags: {}, tagsIfRefused: {}, ...some };
}

async function changed(some: Partial<ChangeCapacityCommand>) {
  const { scope, rds } = fakeScope();
  rds.on(ModifyDBClusterCommand).resolves({});
  await changeCapacity(scope, command(some));
  return rds.commandCalls(ModifyDBClusterCommand)[0]?.args[0].input;
}

describe('changeCapacity', () => {
  it.each([
    ['both bounds', {}, { MinCapacity: 2, MaxCapacity: 16 }],
    [
      'when to pause, with a min of 0',
      { min: 0, autoPauseAfterMs: 600_000 },
      { MinCapacity: 0, MaxCapacity: 16, SecondsUntilAutoPause: 600 },
    ],
    ['no pause that nothing was said of', { min: 0 }, { MinCapacity: 0, MaxCapacity: 16 }],
    ['no pause with another min', { autoPauseAfterMs: 600_000 }, { MinCapacity: 2, MaxCapacity: 16 }],
  ])('sends %s, and nothing of the rest of the cluster', async (_, some, scaling) => {
    expect(await changed(some)).toStrictEqual({
      DBClusterIdentifier: 'shop',
      ServerlessV2ScalingConfiguration: scaling,
    });
  });

  it('tags the cluster first', async () => {
    const { signal } = new AbortController();
    const { scope, rds, warnings } = fakeScope({ signal });
    rds.on(AddTagsToResourceCommand).resolves({});
    rds.on(ModifyDBClusterCommand).resolves({});

    await changeCapacity(scope, command({ tags: { 'dormouse:capacity': '2-16' } }));

    expect(rds.calls().map(({ args }) => [...args])).toEqual([
      [expect.any(AddTagsToResourceCommand), { abortSignal: signal }],
      [expect.any(ModifyDBClusterCommand), { abortSignal: signal }],
    ]);
    expect(rds.call(0).args[0].input).toEqual({
      ResourceName: arn,
      Tags: [{ Key: 'dormouse:capacity', Value: '2-16' }],
    });
    expect(warnings).toEqual([]);
  });

  it('changes it all the same when the tag cannot be written, with a warning', async () => {
    const { scope, rds, warnings } = fakeScope();
    rds.on(AddTagsToResourceCommand).rejects(serviceError('AccessDenied', 'no'));
    rds.on(ModifyDBClusterCommand).resolves({});

    await changeCapacity(scope, command({ tags: { 'dormouse:capacity': '2-16' } }));

    expect(rds.commandCalls(ModifyDBClusterCommand)).toHaveLength(1);
    expect(warnings).toEqual([`the capacity of ${arn} is changed without its tag: AccessDenied: no`]);
  });

  it.each([
    ['InvalidDBClusterStateFault', ['2-16', '2-16 refused']],
    ['Throttling', ['2-16']],
  ])('notes on the cluster that AWS refused: %s', async (name, notes) => {
    const { scope, rds } = fakeScope();
    rds.on(AddTagsToResourceCommand).resolves({});
    rds.on(ModifyDBClusterCommand).rejects(serviceError(name));
    const tagged = { 'dormouse:capacity': '2-16' };
    const refused = { 'dormouse:capacity': '2-16 refused' };

    await expect(changeCapacity(scope, command({ tags: tagged, tagsIfRefused: refused }))).rejects.toThrow();

    const written = rds
      .commandCalls(AddTagsToResourceCommand)
      .map(({ args }) => args[0].input.Tags?.[0]?.Value);
    expect(written).toEqual(notes);
  });

  it('throws what AWS throws', async () => {
    const { scope, rds } = fakeScope();
    const fault = serviceError('InvalidDBClusterStateFault');
    rds.on(ModifyDBClusterCommand).rejects(fault);

    await expect(changeCapacity(scope, command())).rejects.toBe(fault);
  });
});
