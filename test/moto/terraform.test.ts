/** The Terraform modules, as another parser of HCL reads them. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { variableName } from '../../scripts/write-terraform.ts';
import { releases } from '../support/packages.ts';

const block = z.looseObject({ description: z.string().optional(), type: z.string().optional() });
const moduleSchema = z.object({
  variable: z.record(z.string(), block),
  resource: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
  output: z.record(z.string(), block),
  used: z.array(z.string()),
});
const templateSchema = z.looseObject({
  Parameters: z.record(z.string(), z.looseObject({})),
  Outputs: z.record(z.string(), z.looseObject({})),
});

function readModule(folder: string): z.infer<typeof moduleSchema> {
  const python = process.env.MOTO_PYTHON ?? 'python3';
  return moduleSchema.parse(
    JSON.parse(execFileSync(python, ['test/moto/read_terraform.py', folder], { encoding: 'utf8' })),
  );
}

describe.each([
  ['hub', `${releases.first}/home.json`, ['CodeBucket', 'CodePrefix']],
  ['spoke', `${releases.first}/spoke.yml`, []],
])('terraform/%s', (name, file, own) => {
  const module = readModule(`terraform/${name}`);
  const template = templateSchema.parse(parse(readFileSync(file, 'utf8'), { logLevel: 'silent' }));

  test('has a variable for each parameter of the released template', () => {
    const wanted = Object.keys(template.Parameters).filter((parameter) => !own.includes(parameter));

    expect(wanted.map(variableName).filter((variable) => !(variable in module.variable))).toEqual([]);
  });

  test('describes each variable and output, with its type', () => {
    const bare = Object.entries(module.variable).filter(([, { description, type }]) => !description || !type);
    const undescribed = Object.entries(module.output).filter(([, { description }]) => !description);

    expect([...bare, ...undescribed]).toEqual([]);
  });

  test('uses each variable, and none that is not there', () => {
    expect([...new Set(module.used)].toSorted()).toEqual(Object.keys(module.variable).toSorted());
  });

  test('asks the stack for outputs that the template has', () => {
    const text = JSON.stringify(module.output);
    const asked = [...text.matchAll(/outputs\[\\"(\w+)\\"\]/g)].map(([, output = '']) => output);

    expect(asked.filter((output) => !(output in template.Outputs))).toEqual([]);
    expect(asked.length).toBe(name === 'hub' ? 3 : 0);
  });
});

test('a template that Terraform hands over in the call is short enough for it', () => {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
  expect(readFileSync(`${releases.first}/spoke.yml`).length).toBeLessThan(51_200);
});
