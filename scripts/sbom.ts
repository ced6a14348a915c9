import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Enums, Models, Serialize, SPDX, Spec } from '@cyclonedx/cyclonedx-library';
import type { Bundled } from './licences.ts';
import { projectRoot } from './run-command.ts';

/** A file of the release with code of other packages, and these. */
export interface Artifact {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly packages: readonly Bundled[];
}

/**
 * The software bill of materials in CycloneDX 1.6: each file of the release with the packages whose code it has. It has no
 * serial number and no time, so that the same release has the same one. https://cyclonedx.org/docs/1.6/json/
 */
export function sbomOf(name: string, version: string, artifacts: readonly Artifact[]): string {
  const release = new Models.Component(Enums.ComponentType.Application, name, {
    version,
    bomRef: `${name}@${version}`,
  });
  release.licenses.add(licenceOf('Apache-2.0'));
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: release }) });
  const components = new Map<string, Models.Component>();

  for (const artifact of artifacts) {
    const file = new Models.Component(Enums.ComponentType.File, artifact.name, {
      bomRef: artifact.name,
      version,
    });
    file.hashes.set(
      Enums.HashAlgorithm['SHA-256'],
      createHash('sha256').update(artifact.bytes).digest('hex'),
    );
    bom.components.add(file);
    release.dependencies.add(file.bomRef);
    for (const each of artifact.packages) {
      const purl = purlOf(each);
      const component = components.get(purl) ?? componentOf(each, purl);
      components.set(purl, component);
      bom.components.add(component);
      file.dependencies.add(component.bomRef);
    }
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function componentOf({ name, version, licence, folder }: Bundled, purl: string): Models.Component {
  const [, group, own = name] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  const component = new Models.Component(Enums.ComponentType.Library, own, { version, purl, bomRef: purl });
  if (group !== undefined) component.group = group;
  component.licenses.add(licenceOf(licence));
  const sha512 = lockedHash(folder);
  if (sha512 !== undefined) component.hashes.set(Enums.HashAlgorithm['SHA-512'], sha512);
  return component;
}

function licenceOf(text: string): Models.License {
  return SPDX.isSupportedSpdxId(text) ? new Models.SpdxLicense(text) : new Models.NamedLicense(text);
}

/** https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md */
function purlOf({ name, version }: Bundled): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

const { packages: locked }: { packages: Readonly<Record<string, { integrity?: string }>> } = JSON.parse(
  readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'),
);

/** The hash of a package's tarball in package-lock.json, in hexadecimal. */
function lockedHash(folder: string): string | undefined {
  const [, base64] = /sha512-(\S+)/.exec(locked[folder.slice(projectRoot.length + 1)]?.integrity ?? '') ?? [];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('hex');
}
