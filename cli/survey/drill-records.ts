import { createHome } from '../../shared/aws/client/clients.ts';
import type { DrillStore } from '../../shared/aws/evidence/drill-store.ts';
import type { Location } from '../../shared/policy/model/location.ts';
import { evidenceBucket } from '../input/evidence-bucket.ts';

/**
 * The records of restore drills, where DORMOUSE_EVIDENCE_BUCKET names the bucket of the deployment.
 *
 * @throws CliError for a name that no bucket can have.
 */
export async function drillRecords(home: () => Promise<Location>): Promise<DrillStore | undefined> {
  const name = evidenceBucket();
  if (name === undefined) return undefined;
  const [{ createDrillStore }, { s3Objects }, { account, region }] = await Promise.all([
    import('../../shared/aws/evidence/store.ts'),
    import('../../shared/aws/evidence/s3-objects.ts'),
    home(),
  ]);
  return createDrillStore(s3Objects(createHome(region).s3, { name, owner: account }));
}
