import { vi } from 'vitest';

/** Lets metrics be written, and keeps the lines. The test restores mocks and environment. */
export function spyOnMetrics(): readonly string[] {
  const lines: string[] = [];
  // Powertools has a console of its own otherwise.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  return lines;
}
