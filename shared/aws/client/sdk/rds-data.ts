// Imported on first use, and all by name: a package imported on first use is bundled whole.
export { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
