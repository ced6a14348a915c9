import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isScalar, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { anonymisePolicy } from '../../../recorder/anonymise-policy.ts';
import { createPseudonyms } from '../../../recorder/pseudonyms.ts';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';
import { loadFleet } from '../../../simulator/fleet/load-fleet.ts';
import { aControlPlane } from '../../simulator/control-plane.ts';
import { dormouse, openAws } from '../run-cli.ts';
import { aRecorder } from './recorder.ts';

const fleet = await readFile('examples/fleet.yml', 'utf8');
const policy = await readFile('examples/policy.yml', 'utf8');

const decision = z.looseObject({ reason: z.string() });
const planShape = z.looseObject({
  clusters: z.array(decision),
  streams: z.array(decision).default([]),
  capacities: z.array(decision).default([]),
  snapshots: z.array(decision).default([]),
});

let open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
  vi.unstubAllEnvs();
});

/** The example fleet, recorded as it is and under other names. */
async function recordings() {
  const recorder = await aRecorder(fleet);
  open.push(recorder);
  const own = join(recorder.folder, 'own.yml');
  await writeFile(own, policy);
  const plain = await recorder.record(['--policy', own]);
  const anonymous = await recorder.record(['--policy', own, '--anonymise']);
  return { plain, anonymous, otherPolicy: join(recorder.folder, 'fleet.policy.yml') };
}

/** Everything in a fleet that says whose it is. */
function secretsOf(text: string): string[] {
  const { accounts, clusters, keys } = loadFleet(text);
  const snapshots = aControlPlane(text).backend.snapshots();
  return [
    ...accounts.flatMap(({ id, externalId }) => [id, externalId ?? '']),
    ...keys.flatMap(({ alias, id }) => [alias, id]),
    ...clusters.flatMap(({ id, resourceId = '', instances, global = '', tags }) => [
      ...[id, resourceId, global],
      ...instances.flatMap((instance) => [instance.id ?? '', instance.resourceId ?? '']),
      ...Object.entries(tags).flatMap(([key, value]) => (key.startsWith('dormouse:') ? [] : [value])),
    ]),
    ...snapshots.map(({ id }) => id),
  ].filter((one) => one !== '');
}

/** All values of a YAML text but the stage, which Dormouse itself calls `prod`; keys are those of the format, and of tags. */
function valuesOf(text: string): string {
  const values: string[] = [];
  visit(parseDocument(text), {
    Pair: (_, { key }) => (isScalar(key) && key.value === 'dormouse:deployment' ? visit.SKIP : undefined),
    Scalar(position, { value }) {
      if (position !== 'key') values.push(String(value));
    },
  });
  return values.join('\n');
}

/** Whether a text stands in another by itself, not as a part of a longer word. */
function contains(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w-])${word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\w-])`).test(text);
}

describe('an anonymous recording', () => {
  test('has no name, id, account, tag value or ARN of the original in it, nor has the policy', async () => {
    const { plain, anonymous, otherPolicy } = await recordings();
    const [secrets, policyText] = [secretsOf(plain.text), await readFile(otherPolicy, 'utf8')];

    expect(secrets.length).toBeGreaterThan(100);
    expect(secrets.filter((secret) => contains(valuesOf(anonymous.text), secret))).toEqual([]);
    expect(secrets.filter((secret) => contains(valuesOf(policyText), secret))).toEqual([]);
    expect(policyText).not.toMatch(/developer|sydney|night batch|holidays/);
  });

  test('is planned in the same way by the policy beside it', async () => {
    const { plain, anonymous, otherPolicy } = await recordings();

    const [before, after] = [
      await planOf(plain.text, 'examples/policy.yml'),
      await planOf(anonymous.text, otherPolicy),
    ];

    expect(before.length).toBeGreaterThan(5);
    expect(after).toEqual(before);
  });
});

/** The reason of each decision, whatever it is about. */
async function planOf(text: string, policyFile: string): Promise<string[]> {
  const aws = await openAws('2026-11-29T20:00:00Z', text);
  open.push(aws);
  const { stdout } = await dormouse(['plan', '--json', '--all', '--policy', policyFile]);
  const { clusters, streams, capacities, snapshots } = planShape.parse(JSON.parse(stdout));
  return Object.entries({ clusters, streams, capacities, snapshots })
    .flatMap(([of, all]) => all.map(({ reason }) => `${of} ${reason}`))
    .toSorted();
}

test('the iCalendar file of a calendar and the names of its events are replaced, its dates stay', () => {
  const text = `version: 1
calendars: { office: [{ ics: "https://acme.example/secret.ics", dates: { 2026-12-25: Acme day } }, 12-31] }
rules: [{ name: a, match: {}, power: { hours: "mon-fri 08:00-18:00, office 10:00-12:00" } }]
`;

  const written = anonymisePolicy(text, [], createPseudonyms());

  expect(written).not.toMatch(/acme|secret/i);
  expect(parsePolicy(written)).toMatchObject({ ok: true });
  expect(written).toContain('2026-12-25: ""');
});

test('targets of an organization get other names, and stay valid', () => {
  const text = `version: 1
targets:
  organization: o-secretorg1
  units: [ou-secr-11111111]
  except: ["444455556666"]
  role: teams/secret-role
  readRole: secret-read
  externalId: secret-id
  listRole: arn:aws:iam::777788889999:role/secret-list
  regions: [eu-central-1]
rules: [{ name: a, match: {}, power: {} }]
`;

  const anonymous = anonymisePolicy(text, [], createPseudonyms());

  expect(anonymous).not.toMatch(/secret|secr-|444455556666|777788889999/);
  expect(parsePolicy(anonymous)).toMatchObject({
    ok: true,
    policy: {
      organizations: [{ organization: 'o-a1b2c3d4e5', role: 'dormouse', readRole: 'dormouse-read' }],
    },
  });
});
