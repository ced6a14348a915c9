// Imported on first use, and all by name: a package imported on first use is bundled whole.
export { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
