/** By the form of the Region's name, as in AWS's endpoint rules. */
const partitions: readonly (readonly [partition: string, form: RegExp])[] = [
  ['aws', /^(?:af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-\d+$/],
  ['aws-cn', /^cn-[a-z]+-\d+$/],
  ['aws-us-gov', /^us-gov-[a-z]+-\d+$/],
  ['aws-eusc', /^eusc-de-[a-z]+-\d+$/],
  ['aws-iso', /^us-iso-[a-z]+-\d+$/],
  ['aws-iso-b', /^us-isob-[a-z]+-\d+$/],
  ['aws-iso-e', /^eu-isoe-[a-z]+-\d+$/],
  ['aws-iso-f', /^us-isof-[a-z]+-\d+$/],
];

/** Any Region's name. */
export const regionForm = new RegExp(partitions.map(([, form]) => form.source).join('|'));

/**
 * The partition of a Region; undefined for what is no Region's name.
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 *
 * @example partitionOf('cn-north-1') // 'aws-cn'
 */
export function partitionOf(region: string): string | undefined {
  return partitions.find(([, form]) => form.test(region))?.[0];
}

/** The parts of an ARN that say where it is valid; undefined for what is no ARN. */
export function parseArn(text: string): { partition: string; region: string; account: string } | undefined {
  const [prefix, partition = '', , region = '', account = ''] = text.split(':');
  return prefix === 'arn' ? { partition, region, account } : undefined;
}
