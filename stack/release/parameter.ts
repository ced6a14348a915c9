import { BUCKET } from '../settings.ts';

/** A parameter of the released template, as CloudFormation has it. */
export interface Parameter {
  readonly Description: string;
  readonly Type?: 'Number' | 'CommaDelimitedList';
  readonly Default?: string | number;
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
  readonly AllowedValues?: readonly (string | number)[];
  readonly MinValue?: number;
  readonly MaxValue?: number;
}

export const YES_NO = { AllowedValues: ['true', 'false'] } as const;
export const RATE = {
  AllowedPattern: '^(rate\\([1-9][0-9]* (minute|hour|day)s?\\)|cron\\(.+\\))$',
  ConstraintDescription: 'a rate or cron expression of EventBridge Scheduler: rate(5 minutes)',
} as const;
export const ACCOUNTS = {
  Type: 'CommaDelimitedList',
  Default: '',
  AllowedPattern: '^([0-9]{12})?$',
  ConstraintDescription: 'account ids of 12 digits, with commas',
} as const;
export const OPTIONAL_BUCKET = {
  Default: '',
  AllowedPattern: `^(${BUCKET})?$`,
  ConstraintDescription: 'the name of a bucket, or nothing',
} as const;
