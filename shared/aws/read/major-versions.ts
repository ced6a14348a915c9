import { paginateDescribeDBMajorEngineVersions } from '@aws-sdk/client-rds';
import { defined } from '../../defined.ts';
import type { MajorVersion } from '../../policy/recovery/support.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { everyItem } from '../client/pages.ts';

/**
 * The major versions of all engines for which AWS tells dates, in one listing. Throws when it fails or is incomplete.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBMajorEngineVersions.html
 */
export async function listMajorVersions(scope: AwsScope): Promise<MajorVersion[]> {
  const described = await everyItem(
    paginateDescribeDBMajorEngineVersions(
      { client: scope.clients.rds, pageSize: 100 },
      {},
      sendOptions(scope),
    ),
    (page) => page.DBMajorEngineVersions,
    (page) => page.Marker,
  );
  return described.flatMap(
    ({ Engine: engine, MajorEngineVersion: major, SupportedEngineLifecycles: all = [] }) => {
      const endOf = (name: string): number | undefined =>
        all
          .find(({ LifecycleSupportName }) => LifecycleSupportName === name)
          ?.LifecycleSupportEndDate?.getTime();
      const standardUntil = endOf('open-source-rds-standard-support');
      if (engine === undefined || major === undefined || standardUntil === undefined) return [];
      return [
        {
          engine,
          major,
          standardUntil,
          ...defined({ extendedUntil: endOf('open-source-rds-extended-support') }),
        },
      ];
    },
  );
}
