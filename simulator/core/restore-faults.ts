import { z } from 'zod';

/**
 * Restores and restored data that go wrong, though every call succeeds:
 * - `slow`: the restore takes `ms`, default twelve hours; `incompatible-restore`: it ends in that status.
 * - `slow-instance`: an instance takes `ms`, default twelve hours; `incompatible-parameters`: it ends in that status.
 * - `slow-delete`: deleting the cluster and its instances takes `ms` each, default twelve hours.
 * - `tags-stripped`: the cluster loses its tags, and its instances theirs, when they are available.
 * - `rows-missing`: `percent` of the rows are not there, default half; `empty`: none is.
 * - `stale`: the data are `ms` older than they should be, default seven days.
 * - `wrong-cluster`: the data of another cluster.
 * - `password-mismatch`: the secret does not let anybody in.
 * - `statement-timeout`: no statement comes to an end.
 * - `resuming`: the first `times` statements, default three, only wake the database up.
 * - `unavailable`: the database does not answer although its instance is available.
 */
export const restoreFault = z.strictObject({
  kind: z.enum([
    'slow',
    'incompatible-restore',
    'slow-instance',
    'incompatible-parameters',
    'slow-delete',
    'tags-stripped',
    'rows-missing',
    'empty',
    'stale',
    'wrong-cluster',
    'password-mismatch',
    'statement-timeout',
    'resuming',
    'unavailable',
  ]),
  /** Identifier of the cluster that the restore is from; default any. */
  source: z.string().optional(),
  /** Identifier of the restored cluster; default any. */
  cluster: z.string().optional(),
  ms: z.int().min(0).optional(),
  percent: z.number().min(0).max(100).optional(),
  times: z.int().min(1).optional(),
});
export type RestoreFault = z.infer<typeof restoreFault>;

/** A cluster that may have been restored. */
interface Restored {
  readonly id: string;
  /** Absent: it was not restored. */
  readonly restoredFrom?: string;
}

/** The first fault of the kind that a restored cluster has. */
export function restoreFaultOf(
  { restores = [] }: { readonly restores?: readonly RestoreFault[] | undefined },
  kind: RestoreFault['kind'],
  { id, restoredFrom }: Restored,
): RestoreFault | undefined {
  if (restoredFrom === undefined || restores.length === 0) return undefined;
  return restores.find(
    (fault) =>
      fault.kind === kind && (fault.source ?? restoredFrom) === restoredFrom && (fault.cluster ?? id) === id,
  );
}
