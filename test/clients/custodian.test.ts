/** Policies of Cloud Custodian, whose filters and actions take more for granted than a script does. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ended, type ServedFleet, serveFleet } from './served-fleet.ts';

interface Found {
  readonly DBClusterIdentifier: string;
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

const output = mkdtempSync(join(tmpdir(), 'custodian-'));
let served: ServedFleet;
let ended: Ended;

beforeAll(async () => {
  served = await serveFleet();
  const policies = join(import.meta.dirname, 'custodian.yml');
  ended = await served.run('custodian', ['run', '--cache-period', '0', '-s', output, policies]);
});

afterAll(async () => {
  rmSync(output, { recursive: true, force: true });
  await served?.close();
});

/** The clusters that a policy chose. */
const found = (policy: string): readonly Found[] =>
  JSON.parse(readFileSync(join(output, policy, 'resources.json'), 'utf8'));
const names = (policy: string) =>
  found(policy)
    .map((cluster) => cluster.DBClusterIdentifier)
    .sort();

test('every policy runs without an error', () => {
  expect({ code: ended.code, errors: ended.stderr.match(/^.*(ERROR|Traceback).*$/gm) }).toEqual({
    code: 0,
    errors: null,
  });
});

test('the metrics filter finds the cluster that nobody is connected to', () => {
  expect(names('idle')).toEqual(['idle']); // which of DocumentDB looks in AWS/RDS, as at AWS
});

test('a filter by a value finds the member in every cluster', () => {
  expect(names('without-iam')).toEqual(['asleep', 'graph', 'idle', 'idle-documents', 'orders']);
});

test('clusters that are marked for an action carry the tag in the next listing', () => {
  const marks = found('marked').map(({ Tags }) => Tags.find(({ Key }) => Key === 'custodian')?.Value);

  expect(names('mark')).toEqual(['idle', 'idle-documents', 'orders']);
  expect(names('marked')).toEqual(names('mark'));
  expect(marks).toEqual(marks.map(() => expect.stringMatching(/stop@\d{4}\/\d\d\/\d\d$/)));
});
