import { functions } from '../functions.ts';
import { parts } from '../plugin.ts';
import { substitute } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { type Sections, withSettings, type ZipNames } from './serverless.ts';

/** What a released template is made of. */
export interface Release {
  readonly version: string;
  /** The settings with which Serverless has compiled it: those of serverless.yml, with restore drills. */
  readonly settings: Settings;
  readonly compiled: Sections;
  readonly zips: ZipNames;
}

/** Makes the template for settings, without what is alike for all. */
export function sectionsOf({
  settings: packaged,
  compiled,
  zips,
}: Release): (settings: Settings) => Sections {
  const ofParts = new Set(Object.values(parts).flatMap((make) => Object.keys(make(packaged).Resources)));
  const outputsOfParts = new Set(
    Object.values(parts).flatMap((make) => Object.keys(make(packaged).Outputs ?? {})),
  );
  const rest: Sections = {
    Resources: without(compiled.Resources, ofParts),
    Outputs: without(compiled.Outputs, outputsOfParts),
  };
  return (settings) => {
    const own = withSettings(rest, settings, zips);
    const made = Object.values(parts).map((make) => make(settings));
    return {
      Resources: withRoleNames(Object.assign({}, own.Resources, ...made.map(({ Resources }) => Resources))),
      Outputs: Object.assign({}, own.Outputs, ...made.map(({ Outputs }) => Outputs)),
    };
  };
}

function without<Value>(
  all: Readonly<Record<string, Value>>,
  ids: ReadonlySet<string>,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([id]) => !ids.has(id)));
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
