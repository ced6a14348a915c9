/**
 * Builds a release under `dist/<version>`: the templates of home and spoke, the zips of the functions, the npm package, an
 * SBOM and checksums. The same sources give the same bytes.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { parse } from 'yaml';
import manifest from '../package.json' with { type: 'json' };
import { functions } from '../stack/functions.ts';
import type { ZipNames } from '../stack/release/serverless.ts';
import { homeTemplate } from '../stack/release/template.ts';
import { textOf } from '../stack/release/tokens.ts';
import { readSettings, type Settings } from '../stack/settings.ts';
import { VALIDATOR_FILE, VALIDATOR_KEY } from '../stack/validator.ts';
import { buildPackage } from './build-package.ts';
import { functionPackages } from './function-packages.ts';
import { distinct, licencesOf } from './licences.ts';
import { packageInto } from './package-stack.ts';
import { projectRoot } from './run-command.ts';
import { type Artifact, sbomOf } from './sbom.ts';

/** The parameters of the packaged template, with which it has everything. A deployer gives a policy and a stage of their own. */
const PARAMETERS = { drills: 'true', policy: 'appconfig:a/b/c' } as const;

const PACKAGED = join(projectRoot, '.cache', 'packages', 'release');

/** Builds the release into a folder, and returns the names of its files. */
export async function release(folder: string): Promise<string[]> {
  const { version, name } = manifest;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  packageInto(PACKAGED, PARAMETERS, '--stage', textOf('Stage'));
  const artifacts = [...(await copyZips(folder)), await packCommand(folder)];
  const zips: ZipNames = Object.fromEntries(artifacts.flatMap(({ key, name }) => (key ? [[key, name]] : [])));
  const compiled = JSON.parse(
    readFileSync(join(PACKAGED, 'cloudformation-template-update-stack.json'), 'utf8'),
  );
  const home = homeTemplate({ version, compiled, settings: packagedSettings(), zips });
  writeFileSync(join(folder, 'home.json'), `${JSON.stringify(home, undefined, 1)}\n`);
  copyFileSync(join(projectRoot, 'spoke.yml'), join(folder, 'spoke.yml'));
  writeFileSync(join(folder, `terraform-${version}.zip`), zipTerraform());
  const packages = distinct(artifacts.flatMap((artifact) => artifact.packages));
  writeFileSync(join(folder, 'LICENCES.txt'), licencesOf(packages));
  writeFileSync(join(folder, 'sbom.cdx.json'), sbomOf(name, version, artifacts));
  writeFileSync(join(folder, 'SHA256SUMS'), checksums(folder));
  return readdirSync(folder).toSorted();
}

/** The settings with which the functions were packaged. */
function packagedSettings(): Settings {
  const { params, provider } = parse(readFileSync(join(projectRoot, 'serverless.yml'), 'utf8'), {
    logLevel: 'error',
  });
  return readSettings(
    { ...params.default, ...PARAMETERS },
    { stage: textOf('Stage'), timeout: provider.timeout },
  );
}

interface Released extends Artifact {
  /** The key of the function in the Serverless configuration, if it is the zip of one. */
  readonly key?: string;
}

/** The zips under names that change with their bytes, so that an update finds the functions that have changed. */
async function copyZips(folder: string): Promise<Released[]> {
  const zips: Released[] = [];
  const all = functions.map(({ key, name }) => ({ key, file: `functions/${name}` }));
  for (const { key, file } of [...all, { key: VALIDATOR_KEY, file: VALIDATOR_FILE }]) {
    const bytes = readFileSync(join(PACKAGED, `${key}.zip`));
    const name = `${key}-${sha256(bytes).slice(0, 12)}.zip`;
    writeFileSync(join(folder, name), bytes);
    zips.push({ key, name, bytes, packages: await functionPackages(file) });
  }
  return zips;
}

async function packCommand(folder: string): Promise<Released> {
  const packages = await buildPackage();
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout, stderr, status } = spawnSync('npm', args, { cwd: projectRoot, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm pack: ${stderr}`);
  const [{ filename }] = JSON.parse(stdout);
  return { name: filename, bytes: readFileSync(join(folder, filename)), packages };
}

/** The Terraform modules, which can be taken from the archive as from a folder. */
function zipTerraform(): Uint8Array {
  const folder = join(projectRoot, 'terraform');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tf'),
  );
  const entries = files.toSorted().map((file) => [file, readFileSync(join(folder, file))]);
  // Times of a zip are local ones.
  return zipSync(Object.fromEntries(entries), { mtime: new Date(1980, 0, 1) });
}

/** The checksums in the form that `sha256sum --check` reads. */
function checksums(folder: string): string {
  const files = readdirSync(folder).toSorted();
  return files.map((file) => `${sha256(readFileSync(join(folder, file)))}  ${file}\n`).join('');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

if (import.meta.main) {
  const folder = join(projectRoot, 'dist', manifest.version);
  const files = await release(folder);
  console.log(files.map((file) => `dist/${manifest.version}/${file}`).join('\n'));
}
