/** `honour`: be up in the cluster's own weekly maintenance window. */
export type MaintenanceChoice = 'ignore' | 'honour';
