import type { Location } from '../../model/location.ts';
import { versionKey } from './place.ts';
import { placeKey, type Restorable, type RestorePoint } from './restore-points.ts';

/** The questions to AWS about one account and Region, each asked once. */
export interface Questions extends Location {
  readonly engines: readonly string[];
  readonly versions: readonly { readonly engine: string; readonly version: string }[];
  /** ARNs. */
  readonly keys: readonly string[];
}

/** The questions for each place with snapshots that might be restored. */
export function questionsOf(all: readonly Restorable[]): Questions[] {
  const points = all.flatMap((one) => one.points);
  return [...Map.groupBy(points, placeKey).values()].flatMap((here) => {
    const [first] = here;
    if (first === undefined) return [];
    const { account, region } = first;
    const versions = new Map(
      here.map(({ snapshot: { engine, engineVersion: version = '' } }) => [
        versionKey(engine, version),
        { engine, version },
      ]),
    );
    return [
      {
        account,
        region,
        engines: [...new Set(here.map(({ snapshot }) => snapshot.engine))],
        versions: [...versions.values()].filter(({ version }) => version !== ''),
        keys: [...new Set(here.flatMap(({ snapshot }) => keyOf(snapshot) ?? []))],
      },
    ];
  });
}

/** The key that a restore has to use; undefined for one that AWS owns, and without encryption. */
export function keyOf({ encrypted, kmsKey }: RestorePoint['snapshot']): string | undefined {
  return encrypted ? kmsKey : undefined;
}
