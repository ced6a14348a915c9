import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { parts } from '../../stack/parts.ts';
import { everything } from '../stack/builders.ts';
import { files, read } from './repository.ts';

const key = z.looseObject({
  Type: z.literal('AWS::KMS::Key'),
  Properties: z.looseObject({
    KeyPolicy: z.looseObject({
      Statement: z.array(
        z.looseObject({
          Principal: z.looseObject({ Service: z.union([z.string(), z.array(z.string())]).optional() }),
          Condition: z.unknown().optional(),
        }),
      ),
    }),
  }),
});

/** The resources of each template, by the file or part that they are in. */
const templates = new Map<string, Readonly<Record<string, unknown>>>([
  ...Object.entries(parts).map(([name, part]) => [`stack:${name}`, part(everything).Resources] as const),
  ...files
    .filter((file) => /^(stack|examples)\/[^/]+\.ya?ml$|^spoke\.yml$/.test(file))
    .map((file) => [file, resourcesIn(file)] as const),
]);

function resourcesIn(file: string): Readonly<Record<string, unknown>> {
  const { Resources = {} } = parse(read(file), { logLevel: 'error', merge: true });
  return Resources;
}

// "Adding the aws:SourceAccount and aws:SourceArn to a AWS KMS policy is not supported for EventBridge-to-encrypted
// topics": https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
test('no key asks EventBridge for the account or the rule that it acts for, which it does not tell', () => {
  const letIn = [...templates].flatMap(([file, resources]) =>
    Object.values(resources)
      .flatMap((resource) => key.safeParse(resource).data?.Properties.KeyPolicy.Statement ?? [])
      .filter(({ Principal }) => [Principal.Service].flat().includes('events.amazonaws.com'))
      .map(({ Condition }) => ({ file, asks: JSON.stringify(Condition ?? {}) })),
  );

  expect(letIn.map(({ file }) => file)).toContain('examples/events-to-email.yml');
  expect(letIn.filter(({ asks }) => asks.includes('"aws:Source'))).toEqual([]);
});
