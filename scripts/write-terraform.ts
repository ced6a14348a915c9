/** Writes the versions that the Terraform modules need, and their variables: one for each parameter of the templates. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Parameter } from '../stack/release/parameter.ts';
import { parameters as ofHome } from '../stack/release/parameters.ts';
import { projectRoot } from './run-command.ts';

type Parameters = Readonly<Record<string, Parameter>>;

/** The modules say where the zips are. */
const { CodeBucket: _, CodePrefix: __, ...home } = ofHome;

const versions = `# Written by npm run schemas.

terraform {
  required_version = ">= 1.4"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.86"
    }
  }
}
`;

/** The generated files of the modules, by path. */
export function terraformFiles(): Readonly<Record<string, string>> {
  return {
    'terraform/hub/parameters.tf': moduleText('home.json', home),
    'terraform/spoke/parameters.tf': moduleText('spoke.yml', readSpoke()),
    'terraform/hub/versions.tf': versions,
    'terraform/spoke/versions.tf': versions,
  };
}

function readSpoke(): Parameters {
  return parse(readFileSync(join(projectRoot, 'spoke.yml'), 'utf8'), { logLevel: 'silent' }).Parameters;
}

function moduleText(template: string, parameters: Parameters): string {
  const names = Object.keys(parameters);
  const width = Math.max(...names.map((name) => name.length));
  const values = names.map(
    (name) => `    ${name.padEnd(width)} = ${valueOfVariable(name, parameters[name])}`,
  );
  return [
    `# The parameters of ${template}. Written by npm run schemas.`,
    [
      'locals {',
      '  parameters = { for name, value in {',
      ...values,
      '  } : name => tostring(value) if value != null }',
      '}',
    ].join('\n'),
    ...Object.entries(parameters).map(([name, parameter]) => variable(name, parameter)),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** `stream_gap_max_minutes` for StreamGapMaxMinutes. */
export function variableName(parameter: string): string {
  return parameter.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}

/** The value as CloudFormation takes it: text, or nothing for its default. */
function valueOfVariable(name: string, { Type }: Parameter = { Description: '' }): string {
  const own = `var.${variableName(name)}`;
  return Type === 'CommaDelimitedList' ? `${own} == null ? null : join(",", ${own})` : own;
}

function variable(name: string, parameter: Parameter): string {
  const { Description, Default, Type } = parameter;
  const own = variableName(name);
  const rule = ruleOf(own, parameter);
  const lines = [
    `  description = ${quoted(`${Description}. ${defaultText(parameter)}`)}`,
    `  type        = ${typeOf(parameter)}`,
    ...(Default === undefined ? [] : ['  default     = null']),
    ...(Default === undefined ? ['  nullable    = false'] : []),
    ...(rule === undefined
      ? []
      : [
          '',
          '  validation {',
          `    condition     = ${Default === undefined ? rule.condition : `var.${own} == null || ${rule.condition}`}`,
          `    error_message = ${quoted(`${own} must be ${rule.form}.`)}`,
          '  }',
        ]),
  ];
  if (Type === 'CommaDelimitedList' && Default === undefined)
    throw new Error(`${name} is a list without a default`);
  return [`variable "${own}" {`, ...lines, '}'].join('\n');
}

function defaultText({ Default }: Parameter): string {
  if (Default === undefined) return 'Required';
  return Default === '' ? 'Default: none' : `Default: ${Default}`;
}

function isSwitch({ AllowedValues = [] }: Parameter): boolean {
  return AllowedValues.length === 2 && ['true', 'false'].every((value) => AllowedValues.includes(value));
}

function typeOf(parameter: Parameter): string {
  if (parameter.Type === 'CommaDelimitedList') return 'list(string)';
  if (isSwitch(parameter)) return 'bool';
  return parameter.Type === 'Number' ? 'number' : 'string';
}

/** The rule for the value, so that `terraform plan` refuses any other. */
function ruleOf(own: string, parameter: Parameter): { condition: string; form: string } | undefined {
  const { AllowedPattern, AllowedValues, ConstraintDescription, MaxValue, MinValue, Type } = parameter;
  const value = `var.${own}`;
  if (isSwitch(parameter)) return undefined;
  if (AllowedValues !== undefined) {
    const all = AllowedValues.map((each) => (typeof each === 'number' ? String(each) : quoted(each)));
    // A condition that is null is an error, and Terraform asks for both sides of an "or".
    return {
      condition: `try(contains([${all.join(', ')}], ${value}), false)`,
      form: `one of ${AllowedValues.join(', ')}`,
    };
  }
  if (MinValue !== undefined && MaxValue !== undefined) {
    const range = `try(${value} >= ${MinValue} && ${value} <= ${MaxValue} && floor(${value}) == ${value}, false)`;
    return { condition: range, form: `a whole number from ${MinValue} to ${MaxValue}` };
  }
  if (AllowedPattern === undefined) return undefined;
  const form = ConstraintDescription ?? `of the form ${AllowedPattern}`;
  // Terraform repeats at most a thousand times, and CloudFormation checks the rest: https://github.com/google/re2/wiki/Syntax
  const pattern = quoted(AllowedPattern.replaceAll(/\{(\d+),\d{4,}\}/g, '{$1,}'));
  return Type === 'CommaDelimitedList'
    ? { condition: `try(alltrue([for each in ${value} : can(regex(${pattern}, each))]), false)`, form }
    : { condition: `can(regex(${pattern}, ${value}))`, form };
}

/** A string of HCL, in which `${` and `%{` begin templates. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(/([$%])\{/g, '$1$1{');
}

if (import.meta.main) {
  for (const [file, text] of Object.entries(terraformFiles())) writeFileSync(join(projectRoot, file), text);
}
