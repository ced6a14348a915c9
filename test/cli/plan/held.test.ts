import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dormouse, EVENING, HOME_POLICY, openAws } from '../scene.ts';

let aws: Awaited<ReturnType<typeof openAws>>;

const hold = (value: string, env = 'dev') => `{ env: ${env}, "dormouse:hold": "${value}" }`;
const ARN = 'arn:aws:rds:eu-central-1:111122223333:cluster';

beforeEach(async () => {
  aws = await openAws(
    EVENING,
    `clusters:
  - { id: dev-forgotten, tags: ${hold('forever')} }
  - { id: dev-kept, tags: ${hold('forever')} }
  - { id: dev-later, tags: ${hold('2026-12-24')} }
  - { id: other, tags: ${hold('forever', 'none')} }
`,
  );
});

afterEach(async () => {
  await aws.close();
  vi.unstubAllEnvs();
});

describe('of clusters that are held forever, the plan', () => {
  test('names those that a rule covers', async () => {
    const { stdout, exitCode } = await dormouse(['plan', '--policy', '-'], HOME_POLICY);

    expect(
      stdout,
    ).toContain(`Held forever, so that nothing is done to them until somebody removes the tag dormouse:hold
  111122223333  eu-central-1  dev-forgotten, dev-kept
`);
    expect(exitCode).toBe(0);
  });

  test('names them for programs', async () => {
    const { stdout } = await dormouse(['plan', '--json', '--policy', '-'], HOME_POLICY);

    const place = { account: '111122223333', region: 'eu-central-1' };
    expect(JSON.parse(stdout)).toMatchObject({
      heldForever: [
        { arn: `${ARN}:dev-forgotten`, ...place, cluster: 'dev-forgotten' },
        { arn: `${ARN}:dev-kept`, ...place, cluster: 'dev-kept' },
      ],
    });
  });

  test('names only those that it is about', async () => {
    const args = ['plan', '--policy', '-', '--clusters', 'dev-kept'];

    expect((await dormouse(args, HOME_POLICY)).stdout).toContain('eu-central-1  dev-kept\n');
  });
});
