/**
 * Where each engine's CloudWatch metrics are.
 * - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 * - https://docs.aws.amazon.com/documentdb/latest/developerguide/cloud_watch.html
 * - https://docs.aws.amazon.com/neptune/latest/userguide/cw-metrics.html
 */
const namespaces: Readonly<Record<string, string>> = {
  aurora: 'AWS/RDS',
  'aurora-mysql': 'AWS/RDS',
  'aurora-postgresql': 'AWS/RDS',
  docdb: 'AWS/DocDB',
  neptune: 'AWS/Neptune',
};

/** The CloudWatch namespace of an engine's metrics; undefined for an unknown engine. */
export function namespaceOf(engine: string): string | undefined {
  return Object.hasOwn(namespaces, engine) ? namespaces[engine] : undefined;
}
