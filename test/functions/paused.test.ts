import { describe, expect, test, vi } from 'vitest';
import { writePauses } from '../../shared/policy/file/pauses.ts';
import type { Pause } from '../../shared/policy/model/pause.ts';
import { play } from './stage.ts';

// Powertools looks when it is loaded.
vi.hoisted(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
});

const EVENING = '2026-11-20T20:00:00Z';
const PARAMETER = '/dormouse/prod/paused';

const fleet = `
clusters:
  - { id: dev, tags: { env: dev }, serverless: { min: 1, max: 16 }, instances: 1 }
  - { id: asleep, status: stopped, since: 1d, tags: { env: night } }
  - { id: mine, snapshots: [{ id: by-hand, since: 2d }] }
`;

const policy = `
version: 1
mode: enforce
rules:
  - name: developers
    match: { tags: { env: [dev] } }
    power: { hours: mon-fri 07:00-19:00, stop: atOnce }
    capacity: [{ min: 0.5, max: 4, whenBusy: apply }]
  - name: nights
    match: { tags: { env: [night] } }
    power: { hours: always }
    snapshots: { create: { cron: "0 3 * * *" } }
`;

const aPause = (some: Partial<Pause> = {}): Pause => ({
  since: Date.parse('2026-11-20T12:00:00Z'),
  by: 'anna',
  because: 'migration',
  ...some,
});

async function paused(...pauses: Pause[]) {
  const staged = await play({ fleet, policy, at: '2026-11-20T12:00:00Z' });
  staged.simulator.parameters.set(PARAMETER, writePauses(pauses));
  const writes = () =>
    staged.simulator.calls
      .list()
      .map(({ action }) => action)
      .filter((action) => /^(Stop|Start|Modify|Create|Copy|Delete|AddTags|RemoveTags)/.test(action));
  return { ...staged, writes };
}

describe('while everything is paused', () => {
  test('no function changes anything, and each says why', async () => {
    const { stopAt, startAt, scaleAt, createAt, pruneAt, writes, told } = await paused(aPause());

    const swept = [await stopAt(EVENING), await startAt(EVENING), await scaleAt(EVENING)];
    await createAt(EVENING);
    await pruneAt(EVENING);

    expect(swept.map(({ reasons }) => [reasons.dev, reasons.asleep])).toMatchObject([
      ['paused', expect.anything()],
      [expect.anything(), 'paused'],
      ['paused', expect.anything()],
    ]);
    expect(swept[0]?.details).toContain('paused by anna until it is resumed: migration');
    expect(writes()).toEqual([]);
    expect(told()).toEqual([]);
  });

  test('it counts from the next run on, and ends by itself', async () => {
    const { stopAt, simulator } = await paused(aPause({ until: Date.parse('2026-11-20T20:30:00Z') }));

    expect(await stopAt(EVENING)).toMatchObject({ reasons: { dev: 'paused' } });
    expect(await stopAt('2026-11-20T20:31:00Z')).toMatchObject({ statuses: { dev: 'done' } });
    simulator.parameters.set(PARAMETER, writePauses([aPause()]));
    expect(await stopAt('2026-11-20T21:00:00Z')).not.toMatchObject({ statuses: { dev: 'done' } });
  });
});

test('what is not paused goes on', async () => {
  const { stopAt, startAt } = await paused(aPause({ rule: 'developers' }));

  expect(await stopAt(EVENING)).toMatchObject({ reasons: { dev: 'paused' } });
  expect(await startAt(EVENING)).toMatchObject({ statuses: { asleep: 'done' } });
});

test.each(['no list', '[{}]', '[{"since":"2026-11-20T12:00:00Z","by":"a","because":"b","untill":"x"}]'])(
  'what is no list of pauses, %j, lets clusters be started and nothing be stopped',
  async (text) => {
    const { stopAt, startAt, scaleAt, simulator } = await paused();
    simulator.parameters.set(PARAMETER, text);

    expect(await stopAt(EVENING)).toMatchObject({ reasons: { dev: 'pauses-unknown' } });
    expect(await scaleAt(EVENING)).toMatchObject({ reasons: { dev: 'pauses-unknown' } });
    expect(await startAt(EVENING)).toMatchObject({ statuses: { asleep: 'done' } });
  },
);

test('nor does it stop anything when the parameter may not be read', async () => {
  const { stopAt, startAt, simulator } = await paused();
  simulator.faults.setRules([{ kind: 'denied', service: 'ssm' }]);

  const stopped = await stopAt(EVENING);

  expect(stopped).toMatchObject({ reasons: { dev: 'pauses-unknown' } });
  expect(stopped.details.join()).toMatch(/whether it is paused can't be read: AccessDenied/);
  expect(await startAt(EVENING)).toMatchObject({ statuses: { asleep: 'done' } });
});

test('a policy that says enabled: false does nothing', async () => {
  const { stopAt, setPolicy, writes } = await paused();
  setPolicy(`enabled: false\n${policy}`);

  expect(await stopAt(EVENING)).toMatchObject({ reasons: { dev: 'paused' } });
  expect(writes()).toEqual([]);
});
