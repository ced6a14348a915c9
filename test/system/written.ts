import { onTestFinished, vi } from 'vitest';

/** Logs and metrics that functions in this process write, each with the time by `now`. */
export interface Written {
  /** Log lines. */
  readonly logs: readonly Readonly<Record<string, unknown>>[];
  /** Metrics in the embedded metric format. */
  readonly metrics: readonly { readonly at: number; readonly line: Readonly<Record<string, unknown>> }[];
}

/** The environment in which functions write logs and metrics, to the console of the process. */
export const writing = {
  POWERTOOLS_LOG_LEVEL: 'INFO',
  POWERTOOLS_METRICS_DISABLED: 'false',
  POWERTOOLS_SERVICE_NAME: 'dormouse-dev',
} as const;

/** Catches all that is written until the test is over. */
export function catchWritten(now: () => number): Written {
  const logs: Record<string, unknown>[] = [];
  const metrics: { at: number; line: Record<string, unknown> }[] = [];
  const take = (text: unknown): void => {
    const line: Record<string, unknown> = JSON.parse(String(text));
    if ('_aws' in line) metrics.push({ at: now(), line });
    else logs.push(line);
  };
  for (const method of ['log', 'debug', 'info', 'warn', 'error'] as const) {
    const spy = vi.spyOn(console, method).mockImplementation(take);
    onTestFinished(() => spy.mockRestore());
  }
  return { logs, metrics };
}
