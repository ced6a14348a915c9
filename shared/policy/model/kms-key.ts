/** A KMS key that the policy names, as DescribeKey describes it. */
export type KeyState =
  | { readonly usable: true; readonly arn: string }
  | {
      readonly usable: false;
      /** The problem, and the remedy if there is one. */
      readonly detail: string;
      /** The end of `detail`, for whoever shows it apart. */
      readonly remedy?: string;
    };
