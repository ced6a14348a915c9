/** Fields of clusters, instances and snapshots that depend on the engine and its version. */

const licenses = new Map([
  ['aurora-postgresql', 'postgresql-license'],
  ['postgres', 'postgresql-license'],
  ['neptune', 'amazon-license'],
  ['docdb', 'na'],
]);

/** LicenseModel; that of MySQL is its general public license. */
export function licenseOf(engine: string): string {
  return licenses.get(engine) ?? 'general-public-license';
}

/**
 * The parameter group that a cluster gets when nobody names one, after the family of its version: `default.docdb5.0`.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithParamGroups.html
 */
export function parameterGroupOf(engine: string, version: string): string {
  return `default.${familyOf(engine, version)}`;
}

/** The DBParameterGroupFamily of a version. */
export function familyOf(engine: string, version: string): string {
  const [major = '', minor = ''] = version.split('.');
  if (engine.endsWith('postgresql') || engine === 'postgres') return `${engine}${major}`;
  if (engine === 'neptune' && (minor === '0' || minor === '1')) return 'neptune1';
  return `${engine}${major}.${minor}`;
}
