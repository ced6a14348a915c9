/** A part of the time, in seconds since 1970. */
export interface Range {
  readonly from: number;
  readonly to: number;
}
