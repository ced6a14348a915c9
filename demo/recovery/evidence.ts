import { type EvidenceReport, evidenceReport } from '../../cli/evidence/report.ts';
import { type EvidenceSource, evidenceSource, readAll } from '../../cli/evidence/sources.ts';
import { createHome } from '../../shared/aws/client/clients.ts';
import { evidenceKey } from '../../shared/policy/recovery/evidence/keys.ts';
import { sha256 } from '../../shared/policy/recovery/evidence/text.ts';
import { ACCOUNT, BUCKET } from './world.ts';

/** One byte of a drill's evidence, and what somebody made of it. */
export interface Tampering {
  readonly key: string;
  readonly was: string;
  readonly now: string;
  /** SHA-256 of the version before, read from the bucket again; it cannot be deleted. */
  readonly kept: string;
}

export async function bucketOfEvidence(): Promise<EvidenceSource> {
  return evidenceSource({ bucket: BUCKET, owner: ACCOUNT });
}

/** Reads and verifies everything in the bucket, as `dormouse evidence --verify` does. */
export async function verify(source: EvidenceSource, now: number): Promise<EvidenceReport> {
  const objects = await readAll(source, { warn() {}, waitFor() {}, above: (write) => write() });
  return evidenceReport(objects, { source: source.name, clusters: [] }, now);
}

/**
 * Makes the answer of a check in a drill's evidence look larger, by its first digit, and tries to delete the version before.
 *
 * @throws when no check has answered a number, or when the version before could be deleted.
 */
export async function tamper(sequence: number): Promise<Tampering> {
  const { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } = await import(
    '../../shared/aws/client/sdk/s3.ts'
  );
  const s3 = await createHome().s3();
  const key = evidenceKey(sequence);
  const object = { Bucket: BUCKET, Key: key };
  const original = await s3.send(new GetObjectCommand(object));
  const text = (await original.Body?.transformToString()) ?? '';
  const was = /"value": [1-8]\d*/.exec(text)?.[0];
  if (was === undefined) throw new Error(`${key} has no answer that is a number`);
  const now = was.replace(/\d/, '9');
  const Body = text.replace(was, now);
  await s3.send(new PutObjectCommand({ ...object, Body, ChecksumAlgorithm: 'SHA256' }));

  const version = { ...object, VersionId: original.VersionId };
  const isDeleted = await s3.send(new DeleteObjectCommand(version)).then(
    () => true,
    () => false,
  );
  if (isDeleted) throw new Error(`${key}: the version before could be deleted`);
  const kept = await s3.send(new GetObjectCommand(version));
  return { key, was, now, kept: sha256((await kept.Body?.transformToByteArray()) ?? '') };
}
