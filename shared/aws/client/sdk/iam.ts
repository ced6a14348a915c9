// Imported on first use, and all by name: a package imported on first use is bundled whole.
export { IAMClient, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
