import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { badDigest } from './errors.ts';

/** Checksums of a body in base64, by the members of the API. */
export type Checksums = Readonly<Partial<Record<Algorithm, string>>>;
type Algorithm = keyof typeof algorithms;

/** Those that the simulator works out; others are kept as they are sent, unchecked. */
const algorithms = {
  ChecksumCRC32: (body: Uint8Array) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes.toString('base64');
  },
  ChecksumSHA1: (body: Uint8Array) => createHash('sha1').update(body).digest('base64'),
  ChecksumSHA256: (body: Uint8Array) => createHash('sha256').update(body).digest('base64'),
};

/** The names of the members with checksums, in the order in which they are looked for. */
const members = Object.keys(algorithms) as readonly Algorithm[];

/**
 * The checksums that a request gives for its body, each found to be right.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 * @throws ServiceError `BadDigest`
 */
export function checkedSums(input: Readonly<Record<string, unknown>>, body: Uint8Array): Checksums {
  const { ContentMD5 } = input;
  if (ContentMD5 !== undefined && ContentMD5 !== createHash('md5').update(body).digest('base64')) {
    throw badDigest('Content-MD5');
  }
  const given = members.filter((name) => input[name] !== undefined);
  for (const name of given) {
    if (input[name] !== algorithms[name](body)) throw badDigest(name.replace('Checksum', ''));
  }
  return Object.fromEntries(given.map((name) => [name, String(input[name])]));
}

/** The entity tag: the MD5 of the body, in double quotes. */
export function etagOf(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
