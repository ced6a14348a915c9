import { describe, expect, test, vi } from 'vitest';
import { awsForEachTest, dormouse, EVENING, POLICY } from '../run-cli.ts';

awsForEachTest(
  EVENING,
  `changeCalendars: { freeze: [2026-11-20T00:00Z..2026-11-27T00:00Z] }
clusters: [{ id: dev-orders, tags: { env: dev } }]
`,
);

describe('a change calendar', () => {
  test.each(['AWS_REGION', 'AWS_DEFAULT_REGION'])('is read in the Region of %s', async (name) => {
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv(name, 'eu-central-1');

    const { stdout, stderr } = await dormouse(
      ['plan', '--json', '--policy', '-'],
      `${POLICY}changeCalendar: freeze\n`,
    );

    expect(stderr).toBe('');
    expect(JSON.parse(stdout).clusters).toContainEqual(
      expect.objectContaining({ cluster: 'dev-orders', reason: 'change-calendar-closed' }),
    );
  });
});
