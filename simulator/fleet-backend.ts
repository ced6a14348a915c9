import { createCloudWatchService } from './cloudwatch/service.ts';
import { type ControlPlane, createControlPlane } from './rds/control-plane.ts';

/** RDS and KMS with the clusters of a fleet, and CloudWatch with the metrics of these clusters. */
export function createFleetBackend(parts: Parameters<typeof createControlPlane>[0]): ControlPlane {
  const controlPlane = createControlPlane(parts);
  return {
    ...controlPlane,
    services: [...controlPlane.services, createCloudWatchService(controlPlane.store)],
  };
}
