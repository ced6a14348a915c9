import { createCloudWatchService } from './cloudwatch/service.ts';
import { type ControlPlane, createControlPlane } from './rds/control-plane.ts';
import { createRdsDataService } from './rds-data/service.ts';
import { createEc2 } from './services/ec2.ts';

/** RDS, its Data API and KMS with the clusters of a fleet, and CloudWatch with the metrics of these clusters. */
export function createFleetBackend(parts: Parameters<typeof createControlPlane>[0]): ControlPlane {
  const { clock, fleet } = parts;
  const controlPlane = createControlPlane(parts);
  const { store, autoPause, places, faults } = controlPlane;
  return {
    ...controlPlane,
    services: [
      ...controlPlane.services,
      createCloudWatchService(store),
      createEc2(places),
      createRdsDataService({ store, autoPause, clock, faults, quirks: fleet.quirks }),
    ],
  };
}
