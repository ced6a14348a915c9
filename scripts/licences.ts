import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { projectRoot } from './run-command.ts';

/** A package that was bundled, by its place in `node_modules`. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Absolute. */
  readonly folder: string;
}

/** The packages of which at least a line is in one of the bundles, by name and version. */
export function bundledPackages(...metafiles: readonly Metafile[]): Bundled[] {
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
  const inputs = outputs.flatMap((output) => Object.entries(output.inputs));
  const folders = inputs.flatMap(([path, { bytesInOutput }]) => {
    const [folder] = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path) ?? [];
    return folder === undefined || bytesInOutput === 0 ? [] : [join(projectRoot, folder)];
  });
  return distinct([...new Set(folders)].map(readPackage));
}

/** Each package once, in the order of names and versions. */
export function distinct(packages: readonly Bundled[]): Bundled[] {
  const byId = new Map(packages.map((each) => [`${each.name}@${each.version}`, each]));
  return [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

function readPackage(folder: string): Bundled {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { name, version, licence: license, folder };
}

/** The licences of packages, which most of them want to go along with their code; each text once. */
export function licencesOf(packages: readonly Bundled[]): string {
  const byText = Map.groupBy(packages, licenceText);
  const texts = [...byText].map(([text, all]) => {
    const names = all.map(({ name, version, licence }) => `${name} ${version}, ${licence}`);
    return `${names.join('\n')}\n\n${text}`;
  });
  return `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function licenceText({ folder }: Bundled): string {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  return files
    .toSorted()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim())
    .join('\n\n');
}
