import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pMap from 'p-map';
import { createHome } from '../../shared/aws/client/clients.ts';
import type { Objects } from '../../shared/aws/evidence/objects.ts';
import { s3Objects } from '../../shared/aws/evidence/s3-objects.ts';
import { DONE, EVIDENCE, OPEN } from '../../shared/policy/recovery/evidence/keys.ts';
import type { StoredText } from '../../shared/policy/recovery/evidence/verify.ts';
import { CliError } from '../errors/cli-error.ts';
import { evidenceBucket } from '../input/evidence-bucket.ts';
import { findHome } from '../survey/home.ts';
import type { Progress } from '../terminal/progress.ts';

/** Where evidence is read. */
export interface EvidenceSource {
  /** For people: `s3://bucket`, or the folder. */
  readonly name: string;
  keys(folder: string): Promise<readonly string[]>;
  /** Undefined: it is not there any more. */
  read(key: string): Promise<Uint8Array | undefined>;
}

export interface SourceOptions {
  readonly bucket?: string;
  readonly dir?: string;
  readonly owner?: string;
}

const READS_AT_ONCE = 24;

/**
 * The bucket or the folder that the options name.
 *
 * @throws CliError when they name none, or a bucket that cannot be one, or no Region is known.
 */
export async function evidenceSource({ bucket, dir, owner }: SourceOptions): Promise<EvidenceSource> {
  if (dir !== undefined) return folderSource(dir);
  const name = evidenceBucket(bucket);
  if (name === undefined) {
    throw new CliError('no bucket of evidence is named', 'name it with --bucket, or a copy of it with --dir');
  }
  if (owner !== undefined && !/^\d{12}$/.test(owner)) {
    throw new CliError(`--owner ${owner} is not an account`, 'write its id of 12 digits');
  }
  const { account, region } = await findHome();
  const objects = s3Objects(createHome(region).s3, { name, owner: owner ?? account });
  return bucketSource(`s3://${name}`, objects);
}

function bucketSource(name: string, objects: Objects): EvidenceSource {
  return {
    name,
    keys: async (folder) => (await objects.list(folder)).map(({ key }) => key),
    read: async (key) => (await objects.get(key))?.bytes,
  };
}

function folderSource(dir: string): EvidenceSource {
  return {
    name: dir,
    async keys(folder) {
      try {
        const found = await readdir(join(dir, folder), { recursive: true, withFileTypes: true });
        return found
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name).slice(join(dir, '/').length))
          .map((path) => path.replaceAll('\\', '/'));
      } catch (cause) {
        const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
        // A bucket has no folders: without drills under way there is no open/.
        if (isMissing && folder !== EVIDENCE) return [];
        const why = isMissing ? 'it has no folder evidence/' : 'it cannot be read';
        throw new CliError(`${dir}: ${why}`, 'name a copy of the bucket of evidence with --dir', { cause });
      }
    },
    read: (key) => readFile(join(dir, key)),
  };
}

/**
 * Everything that a verification needs. What is closed while this reads is seen whole, because evidence is written before
 * its mark, and the mark before the open record goes.
 */
export async function readAll(source: EvidenceSource, { waitFor }: Progress): Promise<StoredText[]> {
  const found = new Map<string, StoredText>();
  for (const folder of [EVIDENCE, OPEN, DONE, EVIDENCE]) {
    const keys = (await source.keys(folder)).filter((key) => !found.has(key));
    await pMap(
      keys,
      async (key) => {
        const bytes = await source.read(key);
        if (bytes !== undefined) found.set(key, { key, bytes });
        waitFor(`${found.size} objects`);
      },
      { concurrency: READS_AT_ONCE },
    );
  }
  return [...found.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
