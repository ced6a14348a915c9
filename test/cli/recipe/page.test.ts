import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { writeRecipe } from '../../../shared/policy/recovery/recipe/tags.ts';
import { awsForEachTest, dormouse } from '../run-cli.ts';

const PAGE = 'docs/recovery.md';
const { tags } = writeRecipe(
  {
    cluster: 'arn:aws:rds:eu-central-1:111122223333:cluster:orders',
    resourceId: 'cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    subnetGroup: 'private',
    securityGroups: ['sg-0123456789abcdef0'],
    parameterGroup: 'default.aurora-postgresql16',
    instances: [
      { id: 'orders-1', instanceClass: 'db.r6g.large', promotionTier: 0 },
      { id: 'orders-2', instanceClass: 'db.r6g.large', promotionTier: 1 },
    ],
    port: 5432,
    flags: ['iamAuth', 'deletionProtection'],
    retentionDays: 7,
    backupWindow: '02:00-02:30',
    without: [],
  },
  40,
);
awsForEachTest(
  '2026-11-20T12:00:00Z',
  `clusters:
  - id: orders
    version: "16.6"
    snapshots:
      - { id: dormouse-orders-202611200300-1f2e3d4c, region: us-west-2, since: "2026-11-20T03:30:00Z", tags: ${JSON.stringify(tags)} }
`,
);

test('docs/recovery.md shows the tags and the script as they are; UPDATE_DOCS=1 brings it up to date', async () => {
  const page = await readFile(PAGE, 'utf8');
  const { stdout } = await dormouse([
    'recipe',
    'dormouse-orders-202611200300-1f2e3d4c',
    '--region',
    'us-west-2',
  ]);
  const table = Object.entries(tags).map(([key, value]) => `${key}\n  ${value}\n`);
  const current = page
    .replace(/(```tags\n).*?(```)/s, (_, begin, end) => `${begin}${table.join('')}${end}`)
    .replace(/(```sh\n#!).*?(\n```)/s, (_, begin, end) => `${begin}${stdout.slice(2).trimEnd()}${end}`);
  if (process.env.UPDATE_DOCS === '1') await writeFile(PAGE, current);

  expect(await readFile(PAGE, 'utf8')).toBe(current);
});
