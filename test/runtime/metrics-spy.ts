import { afterEach, beforeEach, vi } from 'vitest';

/** Lets metrics be written, and keeps the lines. The test restores mocks and environment. */
export function spyOnMetrics(): readonly string[] {
  const lines: string[] = [];
  // Powertools has a console of its own otherwise.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  return lines;
}

/** Spies in each test of a file, and tells the lines of the present one. */
export function spyOnMetricsInEach(): () => readonly string[] {
  let lines: readonly string[] = [];
  beforeEach(() => {
    lines = spyOnMetrics();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
  return () => lines;
}
