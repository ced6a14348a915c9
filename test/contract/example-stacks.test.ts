import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { common } from '../../shared/runtime/report/event-details.ts';
import { read } from './repository.ts';

const target = z.looseObject({
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()), InputTemplate: z.string() })
    .optional(),
});

const template = z.looseObject({
  Resources: z.looseObject({
    Rule: z.looseObject({ Properties: z.looseObject({ Targets: z.array(target) }) }),
    UndeliveredAlarm: z.looseObject({
      Properties: z.looseObject({ Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })) }),
    }),
  }),
});

const examples = ['examples/events-to-chat.yml', 'examples/events-to-email.yml'].map((file) => ({
  file,
  ...template.parse(parse(read(file), { logLevel: 'error' })).Resources,
}));

// EventBridge leaves out a variable whose path an event does not have:
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
test.each(examples)('$file shows only what every event has', ({ Rule }) => {
  const paths = Rule.Properties.Targets.flatMap(({ InputPath, InputTransformer }) => [
    ...(InputPath === undefined ? [] : [InputPath]),
    ...Object.values(InputTransformer?.InputPathsMap ?? {}),
  ]);

  expect(paths).not.toEqual([]);
  expect(
    paths.filter((path) => !Object.keys(common.shape).some((key) => path === `$.detail.${key}`)),
  ).toEqual([]);
});

// Error messages and rule names have quotation marks, which would end the text that they are put into.
test.each(examples)('$file puts no value of an event within quotation marks', ({ Rule }) => {
  const templates = Rule.Properties.Targets.flatMap(
    ({ InputTransformer }) => InputTransformer?.InputTemplate ?? [],
  );

  expect(templates.filter((text) => /"[^"]*<\w+>[^"]*"/.test(text))).toEqual([]);
});

test.each(examples)('$file has an alarm on what it could not deliver', ({ UndeliveredAlarm }) => {
  expect(UndeliveredAlarm.Properties.Dimensions).toEqual([
    { Name: 'QueueName', Value: 'Undelivered.QueueName' },
  ]);
});
