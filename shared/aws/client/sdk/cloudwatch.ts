// Imported on first use, and all by name: a package imported on first use is bundled whole.
export { CloudWatchClient, paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
