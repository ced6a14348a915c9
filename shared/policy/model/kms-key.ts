/** A KMS key that the policy names, as DescribeKey describes it. */
export type KeyState =
  | { readonly usable: true; readonly arn: string }
  | { readonly usable: false; readonly detail: string };
