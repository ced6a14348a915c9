import { functions } from '../functions.ts';
import { parts } from '../parts.ts';
import { substitute } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { type Sections, withSettings, type ZipNames } from './serverless.ts';

/** The packaged stack that a released template is made of. */
export interface Release {
  readonly version: string;
  /** The settings with which Serverless has compiled it: those of serverless.yml, with restore drills. */
  readonly settings: Settings;
  readonly compiled: Sections;
  readonly zips: ZipNames;
}

/** Makes the resources and outputs of the template for any settings. */
export function sectionsOf({
  settings: packaged,
  compiled,
  zips,
}: Release): (settings: Settings) => Sections {
  const merged = ofParts(packaged);
  const rest: Sections = {
    Resources: without(compiled.Resources, merged.Resources),
    Outputs: without(compiled.Outputs, merged.Outputs),
  };
  return (settings) => {
    const own = withSettings(rest, settings, zips);
    const { Resources, Outputs } = ofParts(settings);
    return {
      Resources: withRoleNames({ ...own.Resources, ...Resources }),
      Outputs: { ...own.Outputs, ...Outputs },
    };
  };
}

/** The resources and outputs of all parts. */
function ofParts(settings: Settings): Sections {
  const made = Object.values(parts).map((make) => make(settings));
  return {
    Resources: Object.assign({}, ...made.map(({ Resources }) => Resources)),
    Outputs: Object.assign({}, ...made.map(({ Outputs }) => Outputs)),
  };
}

function without<Value>(all: Readonly<Record<string, Value>>, others: object): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([id]) => !(id in others)));
}

/**
 * Gives the roles of the functions the names by which spokes let them in. CloudFormation would name them after the stack,
 * whose name is free in a release.
 */
function withRoleNames(resources: Sections['Resources']): Sections['Resources'] {
  const roles = new Set(functions.map(({ id }) => `${id}Role`));
  return Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => {
      if (!roles.has(id)) return [id, resource];
      const RoleName = substitute(`dormouse-\${Stage}-${id}-\${AWS::Region}`);
      return [id, { ...resource, Properties: { RoleName, ...resource.Properties } }];
    }),
  );
}
