import * as z from 'zod';
import { actionRow, nameableActions } from '../../model/actions.ts';
import type { ChangeCalendar } from '../../model/policy.ts';
import { action } from './names.ts';

/** A database that is down in its hours, or has no backup, costs more than a change in a freeze. */
const DEFAULT_FROM = nameableActions.filter((name) => name !== 'start' && actionRow(name).effect !== 'adds');

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html */
const name = z
  .string()
  .regex(/^(?:arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:document\/)?[\w.-]{3,128}$/)
  .meta({
    title: "a change calendar's name or ARN",
    examples: ['prod-freeze', 'arn:aws:ssm:eu-central-1:111122223333:document/prod-freeze'],
  });

const settings = z.strictObject({
  name: name.describe('The calendar: its name, or its ARN where it is in another Region or account.'),
  from: z
    .array(action)
    .min(1)
    .default(DEFAULT_FROM)
    .describe(`Actions that wait while it is CLOSED. Default: ${DEFAULT_FROM.join(', ')}.`),
  whenUnknown: z
    .enum(['closed', 'open'])
    .default('closed')
    .describe('What counts while the state cannot be read. closed: the actions wait.'),
});

/** An AWS Systems Manager Change Calendar, while which is CLOSED changes wait. */
export const changeCalendar = z
  .union([
    name.transform((text): ChangeCalendar => ({ name: text, from: DEFAULT_FROM, whenUnknown: 'closed' })),
    settings,
  ])
  .meta({ title: 'a change calendar', examples: ['prod-freeze', { name: 'prod-freeze', from: ['stop'] }] });
