// Imported on first use, and all by name: a package imported on first use is bundled whole.
export { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
