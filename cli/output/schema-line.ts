import manifest from '../../package.json' with { type: 'json' };

/**
 * The first line of a YAML file, by which editors find its schema: that of this release, as jsDelivr serves the files of npm
 * packages. https://www.jsdelivr.com/documentation#id-npm
 */
export function schemaLine(schema: 'policy' | 'policy-test' | 'fleet' | 'prices'): string {
  const { name, version } = manifest;
  const folder = `https://cdn.jsdelivr.net/npm/${name}@${version}/schemas`;
  return `# yaml-language-server: $schema=${folder}/${schema}.schema.json`;
}
