// Imported on first use, and all by name: a package imported on first use is bundled whole.
export { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
