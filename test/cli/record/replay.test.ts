import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RDSClient, StartDBClusterCommand, StopDBClusterCommand } from '@aws-sdk/client-rds';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { dormouse, openAws } from '../run-cli.ts';

const POLICY = `version: 1
mode: enforce
rules:
  - name: office
    match: {}
    power: { hours: "mon-fri 07:00-19:00", stop: atOnce }
`;
const MONDAY = '2026-11-23T12:00:00Z';

const simulated = z.looseObject({
  from: z.string(),
  clusters: z.array(
    z.looseObject({
      power: z.array(z.tuple([z.number(), z.string()])),
      marks: z.array(z.looseObject({ minute: z.number(), kind: z.string(), by: z.string() })),
    }),
  ),
});

let aws: Awaited<ReturnType<typeof openAws>>;
afterEach(async () => {
  await aws.close();
  vi.unstubAllEnvs();
});

test('a simulation of a recording, by the policy that was in force, does again what was done', async () => {
  aws = await openAws(MONDAY, 'clusters: [{ id: dev-orders, use: always }]');
  const rds = new RDSClient({ region: 'eu-central-1' });
  const DBClusterIdentifier = 'dev-orders';
  for (const [at, Command] of [
    ['2026-11-23T19:00:00Z', StopDBClusterCommand],
    ['2026-11-24T07:00:00Z', StartDBClusterCommand],
    ['2026-11-24T19:00:00Z', StopDBClusterCommand],
  ] as const) {
    aws.simulator.clock.advanceTo(Date.parse(at));
    await rds.send(new Command({ DBClusterIdentifier }));
  }
  aws.simulator.clock.advanceTo(Date.parse('2026-11-24T22:00:00Z'));
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-'));
  const [policy, fleet] = [join(folder, 'policy.yml'), join(folder, 'fleet.yml')];
  await writeFile(policy, POLICY);
  const recorded = await dormouse([
    'record',
    '--policy',
    policy,
    '--out',
    fleet,
    '--days',
    '1',
    '--yes',
    '--no-prices',
  ]);
  expect(recorded.exitCode).toBe(0);

  const { exitCode, stdout } = await dormouse([
    'simulate',
    '--policy',
    policy,
    '--fleet',
    fleet,
    '--days',
    '1',
    '--region',
    'eu-central-1',
    '--json',
  ]);

  expect(exitCode).toBe(0);
  const { from, clusters } = simulated.parse(JSON.parse(stdout));
  const acts = clusters.flatMap(({ marks }) =>
    marks.map(
      ({ minute, kind, by }) => `${new Date(Date.parse(from) + minute * 60_000).toISOString()} ${kind} ${by}`,
    ),
  );
  expect(acts).toEqual(['2026-11-24T07:00:00.000Z start dormouse', '2026-11-24T19:00:00.000Z stop dormouse']);
  // As it was when the recording began.
  expect(clusters[0]?.power[0]).toEqual([0, 'stopped']);
});
