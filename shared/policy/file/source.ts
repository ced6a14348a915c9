/** Where the policy comes from. */
export type PolicySource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'ssm'; readonly name: string }
  | {
      readonly kind: 'appconfig';
      readonly application: string;
      readonly environment: string;
      readonly profile: string;
    }
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string };

/** The forms of the parameter `policy`, for messages. */
export const SOURCE_FORMS =
  'file:<path>, ssm:/<name>, appconfig:<application>/<environment>/<profile> or s3://<bucket>/<key>';

/**
 * A bucket, and a key of the characters that are safe everywhere and mean nothing to IAM.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
const OBJECT = /^\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/([A-Za-z0-9!_.'()-][A-Za-z0-9!_.'()/-]{0,900})$/;

/** Reads a source as written in the parameter `policy`, which DORMOUSE_POLICY holds. Absent: it has no such form. */
export function parseSource(text: string): PolicySource | undefined {
  const [, kind, rest = ''] = /^(file|ssm|appconfig|s3):(.+)$/.exec(text) ?? [];
  if (kind === 'file') return { kind, path: rest };
  // The role may read a parameter whose name begins with a slash, because the stack appends it to "parameter".
  if (kind === 'ssm') return rest.startsWith('/') ? { kind, name: rest } : undefined;
  if (kind === 's3') {
    const [, bucket, key] = OBJECT.exec(rest) ?? [];
    return bucket && key ? { kind, bucket, key } : undefined;
  }
  const [application, environment, profile, ...more] = rest.split('/');
  if (!application || !environment || !profile || more.length > 0) return undefined;
  return { kind: 'appconfig', application, environment, profile };
}
