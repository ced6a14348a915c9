import { expect, test } from 'vitest';
import { z } from 'zod';
import { queries } from '../../stack/queries.ts';
import { deployedFunctions, resourcesDeployed } from './deployed.ts';
import { accounts, aWorld, fleetOf, HOUR, places, start, targetsOf } from './fleet.ts';
import { inProcessInvokes } from './in-process-functions.ts';
import { ask, flatten } from './insights.ts';
import { createSystem } from './system.ts';
import { catchWritten, writing } from './written.ts';

const [home, , spoke] = places;
const refused = accounts[2];

/** One cluster is stopped, one cannot be started, and one has snapshots that nothing keeps. */
const fleet = fleetOf([
  `{ id: idle, account: "${home?.account}", region: ${home?.region}, tags: { env: dev } }`,
  `{ id: keyless, account: "${spoke?.account}", region: ${spoke?.region}, tags: { env: office }, status: stopped, since: 2d }`,
  `{ id: saved, account: "${home?.account}", region: ${home?.region}, tags: { env: saved }, use: always }`,
  `{ id: held, account: "${home?.account}", region: ${home?.region}, tags: { env: prod, "dormouse:hold": soon } }`,
]);
const policy = `${targetsOf(places)}
rules:
  - { name: office, match: { tags: { env: [office] } }, power: { hours: mon-fri 06:30-18:30 } }
  - { name: dev, match: { tags: { env: [dev] } }, power: { stop: atOnce } }
  - { name: prod, match: { tags: { env: [prod] } }, power: { stop: atOnce } }
  - { name: saved, match: { tags: { env: [saved] } }, snapshots: { create: { cron: "*/20 * * * *", keep: { last: 1 } } } }
`;

const definition = z.object({
  Name: z.string(),
  QueryString: z.string(),
  LogGroupNames: z.array(z.string()),
});

test('each saved query finds lines that functions write, by fields that they have', async () => {
  const simulator = aWorld(fleet.replace(`"${refused}", role: dormouse`, `"${refused}", role: other`));
  const { clock, faults } = simulator;
  faults.setRules([
    { kind: 'refused', action: 'StartDBCluster', code: 'KMSKeyNotAccessibleFault', message: 'disabled' },
  ]);
  const functions = deployedFunctions();
  const { logs } = catchWritten(clock.now);
  const invoke = await inProcessInvokes(simulator, functions, policy, 1, writing);
  await createSystem({ simulator, functions, invoke }).runUntil(start + 2 * HOUR);

  const lines = logs.map((line) => flatten(line));
  const known = new Set(lines.flatMap((line) => Object.keys(line)));
  const saved = resourcesDeployed('AWS::Logs::QueryDefinition', definition);

  expect(saved.map(({ Name }) => Name)).toEqual(Object.keys(queries).map((name) => `dormouse-dev/${name}`));
  for (const { Name, QueryString, LogGroupNames } of saved) {
    const { found, fields } = ask(QueryString, lines);
    expect([Name, fields.filter((field) => !known.has(field))]).toEqual([Name, []]);
    expect([Name, found.length > 0]).toEqual([Name, true]);
    expect(LogGroupNames).toEqual(functions.map(({ fn }) => `/aws/lambda/dormouse-dev-${fn.name}`));
  }
});
