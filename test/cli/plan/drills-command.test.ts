import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dormouse, EVENING, openAws, policyFile } from '../run-cli.ts';

const FLEET = `accounts: [{ id: "111122223333" }]
places:
  - account: "111122223333"
    region: eu-central-1
    subnetGroups: [{ name: drills, zones: 2 }]
clusters:
  - { id: orders, engine: aurora-postgresql }
  - { id: dormouse-drill-orders-202611010000-0123abcd, engine: aurora-postgresql }
`;

const RULE = `version: 1
mode: enforce
rules:
  - name: proven
    match: {}
    power: { hours: never, stop: atOnce }
    recovery:
      drill: { every: 30d, hours: always, from: [pitr], atMost: 2 }
      network: { subnetGroup: drills, securityGroups: [sg-0123456789abcdef0] }
      checks: [{ sql: select 1, database: shop }]
`;

let aws: Awaited<ReturnType<typeof openAws>>;

beforeEach(async () => {
  aws = await openAws(EVENING, FLEET, [], [{ name: 'evidence', account: '111122223333' }]);
  vi.stubEnv('DORMOUSE_EVIDENCE_BUCKET', undefined);
});

afterEach(async () => {
  await aws.close();
  vi.unstubAllEnvs();
});

const writes = () =>
  aws.simulator.calls
    .list()
    .map(({ action }) => action)
    .filter((action) => /^(Restore|Create|Put|Delete|Modify|Stop|Add)/.test(action));

describe('restore drills in a plan', () => {
  test('are due where the records say that none was done, and nothing is changed', async () => {
    vi.stubEnv('DORMOUSE_EVIDENCE_BUCKET', 's3://evidence');

    const { stdout, exitCode, stderr } = await dormouse(['plan', '--policy', await policyFile(RULE)]);

    expect(stdout).toMatch(/\+ drill +orders +drill-due +proven\n/);
    expect(stdout).toContain('restores the data of');
    expect(stdout).toMatch(/^Plan: .*, 1 drill to begin, /m);
    expect({ exitCode, stderr, writes: writes() }).toEqual({ exitCode: 2, stderr: '', writes: [] });
  });

  test('cost what the prices say of their instance and their volume, and what they do not say is not known', async () => {
    vi.stubEnv('DORMOUSE_EVIDENCE_BUCKET', 's3://evidence');
    const rates = { instances: { 'db.r6g.large': 0.313 }, storage: 0.119 };
    const planWith = async (standard: object, ...options: string[]) => {
      const regions = { 'eu-central-1': { engines: { 'aurora-postgresql': { standard } } } };
      const prices = await policyFile(JSON.stringify({ version: 1, asOf: '2026-11-01', regions }));
      const policy = await policyFile(RULE);
      return (await dormouse(['plan', '--policy', policy, '--prices', prices, ...options])).stdout;
    };

    expect((await planWith(rates)).replaceAll(/\s+/g, ' ')).toContain(
      'The cost of these drills orders: db.r6g.large at $0.31 an hour, at most $3.76 until its ttl of 12h; storage at $0.12 a GiB-month, billed by the hour',
    );
    expect(JSON.parse(await planWith(rates, '--json')).drillCosts).toEqual([
      {
        ...{ account: '111122223333', region: 'eu-central-1', cluster: 'orders' },
        ...{ instanceClass: 'db.r6g.large', atMostMs: 43_200_000 },
        hour: { known: true, usd: 0.313 },
        storageMonth: { known: true, usd: 0.119 },
      },
    ]);
    expect(await planWith({})).toContain('no price for db.r6g.large');
  });

  test('are not observed where nobody says which bucket has the records', async () => {
    const { stdout } = await dormouse(['plan', '--json', '--policy', await policyFile(RULE)]);

    expect(JSON.parse(stdout).drills).toMatchObject([{ cluster: 'orders', reason: 'not-observed' }]);
    expect(aws.simulator.calls.list({ service: 's3' })).toEqual([]);
  });

  test.each([['s3://No_Bucket'], ['s3:/evidence']])(
    'are not planned with %s for a bucket',
    async (bucket) => {
      vi.stubEnv('DORMOUSE_EVIDENCE_BUCKET', bucket);

      const { stderr, exitCode } = await dormouse(['plan', '--policy', await policyFile(RULE)]);

      expect(exitCode).toBe(1);
      expect(stderr.replaceAll(/\s+/g, ' ')).toContain(
        `DORMOUSE_EVIDENCE_BUCKET ${bucket} is not a bucket; write for example s3://dormouse-evidence`,
      );
      expect(aws.simulator.calls.list({ service: 's3' })).toEqual([]);
    },
  );

  test('have no cluster of a drill among them, and nothing else is planned for it', async () => {
    vi.stubEnv('DORMOUSE_EVIDENCE_BUCKET', 'evidence');
    const policy = await policyFile(RULE);
    const [drill, explained] = [
      'dormouse-drill-orders-202611010000-0123abcd',
      await dormouse(['explain', 'orders', '--policy', policy]),
    ];

    const plan = JSON.parse((await dormouse(['plan', '--json', '--policy', policy])).stdout);
    const { stdout } = await dormouse(['explain', drill, '--policy', policy]);

    expect(
      plan.clusters.filter(({ cluster, change }: Record<string, string>) => cluster === drill && change),
    ).toEqual([]);
    expect(plan.drills.map(({ cluster }: Record<string, string>) => cluster)).toEqual(['orders']);
    expect(stdout).toContain('stop        no, drill-cluster');
    expect(stdout).toContain('no rule matches it, whatever it says');
    expect(explained.stdout).toMatch(/drill {7}yes, drill-due/);
    expect(explained.stdout).toMatch(/turn {8}pitr in eu-central-1 until/);
  });
});
