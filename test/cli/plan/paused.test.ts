import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { awsForEachTest, dormouse, EVENING, policyFile } from '../run-cli.ts';

const aws = awsForEachTest(EVENING);

beforeEach(() => void vi.spyOn(Date, 'now').mockReturnValue(Date.parse(EVENING)));
afterEach(() => void vi.restoreAllMocks());

const because = ['--because', 'migration'];

test('a plan shows what is due and paused, with who and why, and that nothing else is due', async () => {
  const policy = await policyFile();
  await dormouse(['pause', '--for', '4h', ...because]);

  const { stdout, exitCode } = await dormouse(['plan', '--policy', policy]);

  expect(stdout).toContain('Due, and paused');
  expect(stdout).toContain('paused by simulator until Tue 00:00 UTC: migration');
  expect(stdout).toMatch(/Plan: 0 to stop, .* unchanged\. \d+ more are due and paused\./);
  expect(exitCode).toBe(0);
});

test('a plan shows what would be done where it may not be known whether it is paused, and says so', async () => {
  aws.simulator.faults.setRules([{ kind: 'denied', service: 'ssm' }]);

  const { stderr, exitCode } = await dormouse(['plan', '--policy', await policyFile()]);

  expect(stderr).toContain('allow ssm:GetParameter on /dormouse/prod/paused');
  expect(exitCode).toBe(2);
});
