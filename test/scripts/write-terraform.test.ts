import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { terraformFiles, variableName } from '../../scripts/write-terraform.ts';

test.each(Object.entries(terraformFiles()))('%s is what npm run schemas writes', (file, text) => {
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('patterns are ones that Terraform can read: it repeats at most a thousand times', () => {
  const texts = Object.values(terraformFiles()).join('\n');

  expect(texts.match(/regex\(.*\{\d*,?\d{4,}\}/g) ?? []).toEqual([]);
});

test.each([
  ['Stage', 'stage'],
  ['StreamGapMaxMinutes', 'stream_gap_max_minutes'],
  ['PolicySource', 'policy_source'],
])('%s is the variable %s', (parameter, variable) => {
  expect(variableName(parameter)).toBe(variable);
});
