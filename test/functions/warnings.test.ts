import { AddTagsToResourceCommand, RDSClient } from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { play } from './stage.ts';

const policyOf = (power: string, more = '') => `
version: 1
mode: enforce
${more}
rules:
  - name: developers
    match: { tags: { env: [dev] } }
    power: { hours: mon-fri 07:30-19:00, ${power} }
    notify: { before: 30m }
`;

const ARN = 'arn:aws:rds:eu-central-1:111122223333:cluster:dev';
const fleet = `
clusters:
  - { id: dev, tags: { env: dev } }
`;

async function playWith(power = 'stop: atOnce', more = '') {
  const played = await play({ fleet, policy: policyOf(power, more), at: '2026-11-20T06:00:00Z' });
  const warned = () => played.stateOf('dev')?.tags['dormouse:warned'];
  return { ...played, warned };
}

/** Somebody holds the cluster. */
async function hold(Value: string): Promise<void> {
  const Tags = [{ Key: 'dormouse:hold', Value }];
  await new RDSClient().send(new AddTagsToResourceCommand({ ResourceName: ARN, Tags }));
}

describe('a rule that warns', () => {
  test('sends an event once, half an hour before the stop', async () => {
    const { stopAt, told, statusOf, warned } = await playWith();

    expect(await stopAt('2026-11-20T19:00:00Z')).toMatchObject({
      statuses: { dev: 'warned' },
      reasons: { dev: 'to-warn' },
    });
    expect(told()).toEqual(['Cluster Stop Warning']);
    expect(warned()).toBe('stop 2026-11-20T19:01:00Z');
    expect(await stopAt('2026-11-20T19:05:00Z')).toMatchObject({
      statuses: { dev: 'left' },
      reasons: { dev: 'warned' },
    });
    expect(await stopAt('2026-11-20T19:29:59Z')).toMatchObject({ reasons: { dev: 'warned' } });
    expect(statusOf('dev')).toBe('available');
    expect(await stopAt('2026-11-20T19:35:00Z')).toMatchObject({
      statuses: { dev: 'done' },
      reasons: { dev: 'outside-hours' },
    });
    expect(told()).toEqual(['Cluster Stop Warning', 'Cluster Stop Requested']);
  });

  test('says when, why and how to hold it', async () => {
    const { simulator, stopAt } = await playWith();

    await stopAt('2026-11-20T19:00:00Z');

    expect(simulator.bus.map(({ detail }) => detail)).toMatchObject([
      {
        notBefore: '2026-11-20T19:30:00.000Z',
        status: 'warned',
        reason: 'to-warn',
        howToHold: {
          dormouse: `dormouse hold ${ARN} until 2026-11-21 --keep up`,
          aws: `aws rds add-tags-to-resource --region eu-central-1 --resource-name ${ARN} --tags 'Key=dormouse:hold,Value=up until 2026-11-21'`,
        },
      },
    ]);
  });

  test('a hold that is written meanwhile prevents the stop, and the next one is warned of again', async () => {
    const { stopAt, told, warned } = await playWith();
    await stopAt('2026-11-20T19:00:00Z');
    await hold('up until 2026-11-20T21:00:00Z');

    expect(await stopAt('2026-11-20T19:35:00Z')).toMatchObject({ reasons: { dev: 'held-up' } });
    expect(warned()).toBe('over');
    expect(await stopAt('2026-11-20T21:00:00Z')).toMatchObject({ statuses: { dev: 'warned' } });
    expect(told()).toEqual(['Cluster Stop Warning', 'Cluster Stop Warning']);
  });

  test('without tags of actions, too, it remembers what it has warned of', async () => {
    const { stopAt } = await playWith('stop: atOnce', 'tagActions: false');

    expect(await stopAt('2026-11-20T19:00:00Z')).toMatchObject({ statuses: { dev: 'warned' } });
    expect(await stopAt('2026-11-20T19:35:00Z')).toMatchObject({ statuses: { dev: 'done' } });
  });

  test('an event that cannot be sent is no warning: nothing is noted, and the run fails', async () => {
    const { simulator, stopAt, told, warned } = await playWith();
    simulator.faults.setRules([{ kind: 'denied', action: 'PutEvents' }]);

    await expect(stopAt('2026-11-20T19:00:00Z')).rejects.toThrow();
    expect(warned()).toBeUndefined();
    simulator.faults.setRules([]);
    expect(await stopAt('2026-11-20T19:35:00Z')).toMatchObject({ statuses: { dev: 'warned' } });
    expect(told()).toEqual(['Cluster Stop Warning']);
  });

  test('a note that cannot be written keeps the stop from coming, and does not repeat the event', async () => {
    const { simulator, stopAt, told } = await playWith();
    simulator.faults.setRules([{ kind: 'denied', action: 'AddTagsToResource' }]);

    await expect(stopAt('2026-11-20T19:00:00Z')).rejects.toThrow('AccessDenied');
    await expect(stopAt('2026-11-20T19:35:00Z')).rejects.toThrow('AccessDenied');
    expect(told()).toEqual(['Cluster Stop Warning']);
  });
});
