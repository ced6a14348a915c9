/**
 * Whether text fits an IAM pattern: `*` is any run of characters, `?` is any one. Case counts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function fits(pattern: string, text: string): boolean {
  if (pattern.includes('${')) throw new Error(`policy variables are not understood: ${pattern}`);
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

/** As `fits`, part by part of an ARN: no wildcard reaches over one of its first five colons. */
export function fitsArn(pattern: string, arn: string): boolean {
  const patterns = parts(pattern);
  const values = parts(arn);
  return (
    patterns.length === values.length && patterns.every((part, index) => fits(part, values[index] ?? ''))
  );
}

function parts(arn: string): string[] {
  const all = arn.split(':');
  return [...all.slice(0, 5), ...(all.length > 5 ? [all.slice(5).join(':')] : [])];
}
