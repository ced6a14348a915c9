import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, vi } from 'vitest';

/** Sets this process up as a Lambda with a policy file, for each test again, and keeps the lines that it logs. */
export function lambdaForEachTest(policy: string) {
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-'));
  const out: string[] = [];
  const policyIs = (text: string): void => writeFileSync(join(folder, 'policy.yml'), text);
  beforeEach(() => {
    out.length = 0;
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('LAMBDA_TASK_ROOT', folder);
    vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'dormouse');
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
    for (const level of ['log', 'debug', 'info', 'warn', 'error'] as const) {
      vi.spyOn(console, level).mockImplementation((line: string) => void out.push(line));
    }
    policyIs(policy);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return { out, policyIs };
}
