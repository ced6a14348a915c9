import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadPrices } from '../../../prices/read-prices.ts';
import { frankfurt } from '../../prices/products.ts';
import { policyFile } from '../run-cli.ts';
import { aRecorder } from './recorder.ts';

const FLEET = `clusters:
  - { id: orders, instances: [db.r6g.large] }
  - { id: documents, engine: docdb, serverless: { min: 0.5, max: 8 }, storage: iopt1 }
`;

let recorder: Awaited<ReturnType<typeof aRecorder>>;

afterEach(async () => {
  await recorder.close();
  vi.unstubAllEnvs();
});

describe('the prices of a recording', () => {
  test('are those of the Price List, beside the fleet file, and name what is not listed', async () => {
    recorder = await aRecorder(FLEET, frankfurt);

    const { exitCode, stdout } = await recorder.record([], 'prices');

    const file = join(recorder.folder, 'fleet.prices.yml');
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`${file}: list prices of AWS\n`);
    expect(stdout).toContain('  regions.eu-central-1.engines.docdb.ioOptimized.unit\n');
    expect(stdout).not.toContain('aurora-postgresql');
    const prices = loadPrices(await readFile(file, 'utf8'), file);
    expect(prices).toMatchObject({ asOf: '2026-11-29', source: 'AWS Price List' });
    expect(prices.regions['eu-central-1']?.engines['aurora-postgresql']?.standard?.instances).toEqual({
      'db.r6g.large': 0.313,
    });
  });

  test('are those of backups, too, in a Region that has copies and no clusters', async () => {
    const copied = FLEET.replace(
      'instances: [db.r6g.large]',
      'instances: [db.r6g.large], snapshots: [{ id: away, since: 2d, region: us-west-2, copyOf: gone }]',
    );
    recorder = await aRecorder(copied, frankfurt);
    const policy = await policyFile(
      'version: 1\nrules: [{ name: copies, match: {}, snapshots: { copy: { to: [{ region: us-west-2, keep: { last: 1 } }] } } }]',
    );

    const { stdout } = await recorder.record(['--policy', policy], 'prices');

    expect(stdout).toContain('  regions.us-west-2.engines.aurora-postgresql.backup\n');
    const asked = recorder.simulator.calls.list({ action: 'GetProducts' });
    expect(JSON.stringify(asked.map(({ input }) => input))).toContain('us-west-2');
  });

  test('may be those of a file, which is checked', async () => {
    recorder = await aRecorder(FLEET);
    const file = join(recorder.folder, 'own.yml');
    await writeFile(file, 'regions: { eu-central-1: { engines: { docdb: { backup: 0.02 } } } }');

    const { stdout } = await recorder.record(['--prices', file], 'prices');

    expect(stdout).toContain(
      '  regions.eu-central-1.engines.aurora-postgresql.standard.instances["db.r6g.large"]\n',
    );
    expect(recorder.simulator.calls.list({ action: 'GetProducts' })).toEqual([]);
  });

  test('are refused before anything is read when the file is not valid', async () => {
    recorder = await aRecorder(FLEET);
    const file = join(recorder.folder, 'own.yml');
    await writeFile(file, 'regions: { eu-central-1: { engines: { docdb: { backups: 0.02 } } } }');

    const { exitCode, stderr } = await recorder.record(['--prices', file], 'prices');

    expect(exitCode).toBe(1);
    expect(stderr).toContain('own.yml:1:48 regions.eu-central-1.engines.docdb.backups: is not a known key');
    expect(recorder.simulator.calls.list()).toEqual([]);
  });

  test('are missing when they cannot be read, and nothing else is', async () => {
    recorder = await aRecorder(FLEET);
    recorder.simulator.faults.setRules([{ kind: 'denied', service: 'pricing' }]);

    const { exitCode, stdout, text } = await recorder.record([], 'prices');

    expect(exitCode).toBe(1);
    expect(stdout).toContain('list prices: AccessDenied');
    expect(text).toContain('list prices: AccessDenied');
  });
});
