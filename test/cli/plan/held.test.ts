import { describe, expect, test } from 'vitest';
import { awsForEachTest, dormouse, EVENING, HOME_POLICY } from '../run-cli.ts';

const hold = (value: string, env = 'dev') => `{ env: ${env}, "dormouse:hold": "${value}" }`;
const ARN = 'arn:aws:rds:eu-central-1:111122223333:cluster';

const aws = awsForEachTest(
  EVENING,
  `clusters:
  - { id: dev-forgotten, tags: ${hold('forever')} }
  - { id: dev-kept, tags: ${hold('forever')} }
  - { id: dev-later, tags: ${hold('2026-12-24')} }
  - { id: other, tags: ${hold('forever', 'none')} }
`,
);

describe('the plan names held clusters', () => {
  test('that a rule covers, with the end of the hold', async () => {
    const { stdout, exitCode } = await dormouse(['plan', '--policy', '-'], HOME_POLICY);

    expect(stdout).toContain(`Held by their tag dormouse:hold, so nothing is done to them
  111122223333  eu-central-1  forever
    dev-forgotten, dev-kept
  111122223333  eu-central-1  until Fri 2026-12-25 00:00 UTC
    dev-later
`);
    expect(exitCode).toBe(0);
  });

  test('and the state that it keeps them in', async () => {
    await aws.open(
      EVENING,
      `clusters:
  - { id: dev-down, tags: ${hold('stopped until 2026-12-24')} }
  - { id: dev-up, tags: ${hold('up until 2026-12-24')} }
`,
    );

    const { stdout } = await dormouse(['plan', '--policy', '-'], HOME_POLICY);
    const { held } = JSON.parse((await dormouse(['plan', '--json', '--policy', '-'], HOME_POLICY)).stdout);

    expect(stdout).toContain(`Held by their tag dormouse:hold
  111122223333  eu-central-1  stopped until Fri 2026-12-25 00:00 UTC
    dev-down
  111122223333  eu-central-1  up until Fri 2026-12-25 00:00 UTC
    dev-up
`);
    expect(stdout).toMatch(/stop {3}dev-down/);
    expect(held).toMatchObject([
      { cluster: 'dev-down', keeps: 'stopped' },
      { cluster: 'dev-up', keeps: 'up' },
    ]);
  });

  test('for programs, too', async () => {
    const { stdout } = await dormouse(['plan', '--json', '--policy', '-'], HOME_POLICY);

    const place = { account: '111122223333', region: 'eu-central-1' };
    expect(JSON.parse(stdout)).toMatchObject({
      held: [
        { cluster: 'dev-forgotten', timezone: 'UTC' },
        { cluster: 'dev-kept' },
        { cluster: 'dev-later', until: '2026-12-25T00:00:00.000Z' },
      ],
      heldForever: [
        { arn: `${ARN}:dev-forgotten`, ...place, cluster: 'dev-forgotten' },
        { arn: `${ARN}:dev-kept`, ...place, cluster: 'dev-kept' },
      ],
    });
  });

  test('only as far as the options name them', async () => {
    const args = ['plan', '--policy', '-', '--clusters', 'dev-kept'];

    expect((await dormouse(args, HOME_POLICY)).stdout).toContain('eu-central-1  forever\n    dev-kept\n');
  });
});
