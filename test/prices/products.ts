/** A product of the AWS Price List, in the form of its JSON. */
export function aProduct(
  attributes: Readonly<Record<string, string>>,
  usd: number,
  unit = 'Hrs',
  more: Readonly<Record<string, unknown>> = {},
): string {
  const dimension = { unit, beginRange: '0', endRange: 'Inf', pricePerUnit: { USD: String(usd) } };
  return JSON.stringify({
    product: {
      productFamily: 'any',
      attributes: { servicecode: 'AmazonRDS', regionCode: 'eu-central-1', ...attributes },
    },
    terms: {
      OnDemand: { 'A.B': { effectiveDate: '2026-11-01T00:00:00Z', priceDimensions: { 'A.B.C': dimension } } },
      Reserved: { 'A.R': { priceDimensions: { 'A.R.C': { ...dimension, pricePerUnit: { USD: '0.01' } } } } },
    },
    ...more,
  });
}

const postgres = { databaseEngine: 'Aurora PostgreSQL' };

/** The prices in Frankfurt for Aurora PostgreSQL and DocumentDB, an excerpt. */
export const frankfurt: readonly string[] = [
  aProduct(
    { ...postgres, usagetype: 'EUC1-InstanceUsage:db.r6g.large', instanceType: 'db.r6g.large' },
    0.313,
  ),
  aProduct(
    { ...postgres, usagetype: 'EUC1-InstanceUsageIOOptimized:db.r7g.4xl', instanceType: 'db.r7g.4xlarge' },
    3.45,
  ),
  aProduct({ ...postgres, usagetype: 'EUC1-Aurora:ServerlessV2Usage' }, 0.14, 'ACU-Hr'),
  aProduct({ ...postgres, usagetype: 'EUC1-Aurora:ServerlessV2IOOptimizedUsage' }, 0.182, 'ACU-Hr'),
  aProduct({ ...postgres, usagetype: 'EUC1-Aurora:ServerlessUsage' }, 0.07, 'ACU-Hr'),
  aProduct({ databaseEngine: 'Any', usagetype: 'EUC1-Aurora:StorageUsage' }, 0.119, 'GB-Mo'),
  aProduct({ databaseEngine: 'Any', usagetype: 'EUC1-Aurora:IO-OptimizedStorageUsage' }, 0.268, 'GB-Mo'),
  aProduct({ ...postgres, usagetype: 'EUC1-Aurora:StorageIOUsage' }, 0.00000022, 'IOs'),
  aProduct({ ...postgres, usagetype: 'EUC1-Aurora:BackupUsage' }, 0.0235, 'GB-Mo'),
  aProduct(
    { databaseEngine: 'MySQL', usagetype: 'EUC1-InstanceUsage:db.m5.large', instanceType: 'db.m5.large' },
    9,
  ),
  aProduct(
    {
      servicecode: 'AmazonDocDB',
      usagetype: 'EUC1-InstanceUsage:db.r6g.large',
      instanceType: 'db.r6g.large',
    },
    0.31,
  ),
  aProduct({ servicecode: 'AmazonDocDB', usagetype: 'EUC1-ServerlessUsage' }, 0.1, 'DCU-Hr'),
  aProduct({ servicecode: 'AmazonDocDB', usagetype: 'EUC1-StorageUsage' }, 0.11, 'GB-Mo'),
  aProduct({ servicecode: 'AmazonDocDB', usagetype: 'EUC1-IO-OptimizedStorageUsage' }, 0.33, 'GB-Mo'),
  aProduct({ servicecode: 'AmazonDocDB', usagetype: 'EUC1-BackupUsage' }, 0.022, 'GB-Mo'),
  aProduct({ servicecode: 'AmazonDocDB', usagetype: 'EUC1-Elastic-StorageUsage' }, 9, 'GB-Mo'),
  aProduct({ servicecode: 'AmazonNeptune', usagetype: 'EUC1-ServerlessUsage' }, 0.19, 'NCU-hr'),
  aProduct(
    {
      ...{ servicecode: 'AWSDataTransfer', regionCode: '', fromRegionCode: 'eu-central-1' },
      ...{ toRegionCode: 'us-east-1', usagetype: 'EUC1-USE1-AWS-Out-Bytes' },
    },
    0.02,
    'GB',
  ),
];
