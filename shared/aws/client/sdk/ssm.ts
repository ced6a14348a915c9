// Imported on first use, and all by name: a package imported on first use is bundled whole.
export {
  GetCalendarStateCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
