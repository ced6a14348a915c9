// Imported on first use, and all by name: a package imported on first use is bundled whole.
export { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
