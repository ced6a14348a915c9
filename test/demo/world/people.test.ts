import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOptions } from '../../../demo/options.ts';
import { readPeople } from '../../../demo/world/people.ts';
import { startAws } from '../../../demo/world/simulated-aws.ts';

const FLEET = 'clusters: [{ id: orders }]\nkeys: [{ alias: alias/audit }]\n';
const FROM = Date.parse('2026-11-23T05:00:00Z');

async function fileOf(text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'dormouse-people-')), 'file.yml');
  await writeFile(path, text);
  return path;
}

test('the acts of people are read in the order of time', async () => {
  const people = await readPeople('examples/people.yml');

  expect(people.map(({ door, to }) => `${door} ${to}`)).toEqual([
    'cluster bank-claims',
    'key alias/payroll',
    'cluster web-search',
  ]);
  expect(people.map(({ at }) => at)).toEqual(people.map(({ at }) => at).toSorted((a, b) => a - b));
});

test('a file that will not do is refused with what is wrong with it', async () => {
  const path = await fileOf('- { at: noon, does: nothing, key: { key: alias/audit } }\n');

  await expect(readPeople(path)).rejects.toThrow(/file\.yml:1:9 \[0\]\.at: "noon" is not an instant/);
  await expect(readPeople('nowhere.yml')).rejects.toThrow('nowhere.yml: cannot be read');
});

test('it comes to pass when its time has come, and nothing from before the day', async () => {
  const [at, does] = [FROM + 60_000, 'stops by hand'];
  const deed = {
    at,
    does,
    to: 'orders',
    door: 'cluster',
    body: { cluster: 'orders', status: 'stopped' },
  } as const;
  const aws = await startAws(await fileOf(FLEET), FROM, [{ ...deed, at: FROM - 1 }, deed]);

  aws.advanceTo(FROM + 59_000);
  expect(aws.deeds).toEqual([]);
  aws.advanceTo(FROM + 120_000);

  expect(aws.deeds).toEqual([deed]);
  expect(aws.clusters()).toMatchObject([{ id: 'orders', status: 'stopped' }]);
  await aws.close();
});

test('an act that cannot be done says so', async () => {
  const deed = { at: FROM, does: 'disables the key', to: 'alias/none', door: 'key' } as const;
  const aws = await startAws(await fileOf(FLEET), FROM, [
    { ...deed, body: { key: 'alias/none', state: 'Disabled' } },
  ]);

  expect(() => aws.advanceTo(FROM)).toThrow('nobody can do this, disables the key: alias/none');
  await aws.close();
});

test('the people of the example belong to its fleet alone', () => {
  expect(readOptions([]).people).toBe('examples/people.yml');
  expect(readOptions(['--fleet', 'own.yml']).people).toBeUndefined();
  expect(readOptions(['--fleet', 'own.yml', '--people', 'own-people.yml']).people).toBe('own-people.yml');
});
