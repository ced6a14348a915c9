/** What DescribeKey says of a key that the policy names, in the destination Region. */
export type KeyState =
  | { readonly usable: true; readonly arn: string }
  | { readonly usable: false; readonly detail: string };
