import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { schemas, schemaText } from '../../../scripts/write-schemas.ts';
import { readDocument } from '../../../shared/document/read-document.ts';
import type { SchemaNode } from '../../../shared/document/schema-node.ts';
import { policySchema } from '../../../shared/policy/file/schema/policy.ts';
import { runs } from '../../support/runs.ts';
import { policyFile } from './arbitrary-policy-file.ts';
import { fullPolicy } from './full-policy.ts';

/** The schema that editors use. */
const editorSchema: SchemaNode = schemas['policy.schema.json'] ?? {};
const isValid = new Ajv({ allErrors: true }).addKeyword('patternErrorMessage').compile(editorSchema);

test.each(Object.entries(schemas))('the committed %s is what the code says', (file, schema) => {
  const committed = readFileSync(new URL(`../../../schemas/${file}`, import.meta.url), 'utf8');

  expect(committed).toBe(schemaText(schema));
});

describe('the JSON Schema of a policy', () => {
  test('accepts what the reader accepts: a policy with every key', () => {
    expect([isValid(parse(fullPolicy)), isValid.errors]).toEqual([true, null]);
  });

  test('accepts what the reader accepts: any valid policy', () => {
    fc.assert(
      fc.property(policyFile, (file) => {
        const read = readDocument(stringify(file), policySchema);

        expect(read.ok || read.problems).toBe(true);
        expect(isValid(file) || isValid.errors).toBe(true);
      }),
      runs(500),
    );
  });

  test.each([
    ['an unknown key', { zzz: 1 }],
    ['no such mode', { mode: 'on' }],
    ['a number for an account', { targets: [{ account: 111122223333, regions: ['us-east-1'] }] }],
    ['an empty list', { protect: [] }],
    ['a capital letter in a glob', { protect: [{ clusters: ['Dev'] }] }],
  ])('rejects %s', (_what, keys) => {
    expect(isValid({ ...parse(fullPolicy), ...keys })).toBe(false);
  });

  test('describes every key', () => {
    expect(undescribed(editorSchema, [])).toEqual([]);
  });
});

function undescribed(node: SchemaNode & { description?: string }, path: readonly string[]): string[] {
  const children = Object.entries(node.properties ?? {});
  const others = [node.items, ...(node.anyOf ?? [])].filter((child) => child !== undefined);
  return [
    ...children.flatMap(([key, child]) => [
      ...('description' in child ? [] : [[...path, key].join('.')]),
      ...undescribed(child, [...path, key]),
    ]),
    ...others.flatMap((child) => undescribed(child, path)),
  ];
}
