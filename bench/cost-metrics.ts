import type { RunningFunction } from '../test/support/lambda.ts';

/** Reads the log lines that functions have written since the last time: how many bytes, and which metrics. */
export function createLogReader(running: readonly RunningFunction[]) {
  const read = running.map(() => 0);
  return (): { readonly bytes: number; readonly metrics: ReadonlySet<string> } => {
    const metrics = new Set<string>();
    let bytes = 0;
    for (const [index, fn] of running.entries()) {
      const text = fn.log().slice(read[index]);
      read[index] = (read[index] ?? 0) + text.length;
      bytes += Buffer.byteLength(text);
      for (const line of text.split('\n')) {
        for (const name of metricsIn(line)) metrics.add(`${index} ${name}`);
      }
    }
    return { bytes, metrics };
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function metricsIn(line: string): string[] {
  if (!line.startsWith('{"_aws":')) return [];
  const { _aws: meta }: { _aws: { CloudWatchMetrics: { Metrics: { Name: string }[] }[] } } = JSON.parse(line);
  return meta.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name));
}
