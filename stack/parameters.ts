import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { suggest } from '../shared/document/nearest.ts';

/** Parameters by name, as somebody wrote them. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Where parameters come from. */
export interface ParameterSources {
  readonly stage: string;
  /** The folder that has deploy.<stage>.yml. */
  readonly folder: string;
  /** `params` in serverless.yml: by stage, and `default`, which has every parameter there is. */
  readonly declared: Readonly<Record<string, Parameters>>;
  /** `--param` on the command line: `name=value`. */
  readonly given: readonly string[];
}

/** The file in which the parameters of a stage are kept. */
function parameterFile(stage: string): string {
  return `deploy.${stage}.yml`;
}

/**
 * The parameters of a stage: those of the command line, then of its file, then of serverless.yml.
 *
 * @throws Error that names each parameter that does not exist, and where it was written.
 */
export function readParameters({ stage, folder, declared, given }: ParameterSources): Parameters {
  const { default: defaults = {}, [stage]: ofStage = {} } = declared;
  const bare = given.find((text) => !text.includes('='));
  if (bare !== undefined) throw new Error(`--param: ${bare} has no value; write --param ${bare}=<value>`);
  const sources = [
    { where: 'serverless.yml', values: ofStage },
    { where: parameterFile(stage), values: readFile(folder, parameterFile(stage)) },
    { where: '--param', values: Object.fromEntries(given.map(toEntry)) },
  ];
  const known = Object.keys(defaults);
  const unknown = sources.flatMap(({ where, values }) =>
    Object.keys(values)
      .filter((name) => !known.includes(name))
      .map((name) => `${where}: ${name} is not a parameter; ${suggest(name, known)}`),
  );
  if (unknown.length > 0) throw new Error(unknown.join('\n'));
  return Object.assign({}, defaults, ...sources.map(({ values }) => values));
}

function readFile(folder: string, name: string): Parameters {
  const path = join(folder, name);
  if (!existsSync(path)) return {};
  const values: unknown = readYaml(name, readFileSync(path, 'utf8')) ?? {};
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    throw new Error(`${name} must have one parameter a line, name: value`);
  return Object.fromEntries(Object.entries(values));
}

function readYaml(name: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function toEntry(text: string): [string, string] {
  const [name = '', ...value] = text.split('=');
  return [name, value.join('=').trimEnd()];
}
