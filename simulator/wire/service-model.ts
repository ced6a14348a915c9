import type { NormalizedSchema } from '@smithy/core/schema';

/** One operation of a service, with the shapes that go in and out of it. */
export interface OperationModel {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Method, path and status, in REST protocols. */
  readonly http?: readonly [string, string, number];
}

/** A service as its SDK client describes it: its operations and its errors. */
export interface ServiceModel {
  readonly version: string;
  readonly namespace: string;
  readonly xmlNamespace: string;
  readonly operations: ReadonlyMap<string, OperationModel>;
  /** By wire code, which differs from the shape's name where the service says so (`DBSnapshotNotFound`). */
  readonly errors: ReadonlyMap<string, { readonly shape: string; readonly status: number }>;
}
