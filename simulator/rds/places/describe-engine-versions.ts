import { z } from 'zod';
import type { Call, Operation } from '../../core/service.ts';
import { engineOf, engines } from '../../fleet/engines.ts';
import { describeInput, readInput } from '../api/input.ts';
import { takePage } from '../api/paging.ts';
import { familyOf } from '../clusters/engine-facts.ts';
import type { Store } from '../clusters/store.ts';
import type { SnapshotStore } from '../snapshots/snapshot-store.ts';
import type { Places } from './places.ts';

const inputSchema = describeInput.extend({
  Engine: z.string().optional(),
  EngineVersion: z.string().optional(),
});

/** Where the versions of engines are seen, and where they are withdrawn. */
export interface VersionParts {
  readonly store: Store;
  readonly snapshotStore: SnapshotStore;
  readonly places: Places;
}

interface Version {
  readonly engine: string;
  readonly version: string;
}

/**
 * The versions that the place offers, of those that the fleet has somewhere and the usual one of each engine.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html
 */
export function describeEngineVersions(parts: VersionParts): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const { Engine, EngineVersion } = input;
    const versions = Object.keys(engines)
      .filter((engine) => (Engine ?? engine) === engine)
      .flatMap((engine) => offeredVersions(call, engine, parts).map((version) => ({ engine, version })))
      .filter(({ version }) => (EngineVersion ?? version) === version)
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const { items, ...more } = takePage(versions, keyOf, input);
    return {
      DBEngineVersions: items.map(({ engine, version }) => ({
        Engine: engine,
        EngineVersion: version,
        DBParameterGroupFamily: familyOf(engine, version),
        Status: 'available',
      })),
      ...more,
    };
  };
}

/** The versions of an engine that the place offers: the usual one, and those of all clusters and snapshots of the fleet. */
export function offeredVersions(
  call: Call,
  engine: string,
  { store, snapshotStore, places }: VersionParts,
): string[] {
  const versions = new Set([engineOf(engine)?.version ?? '']);
  for (const cluster of store.all()) if (cluster.engine === engine) versions.add(cluster.engineVersion);
  for (const { origin } of snapshotStore.all())
    if (origin.engine === engine) versions.add(origin.engineVersion);
  return [...versions].filter((version) => places.isOffered(call, engine, version));
}

function keyOf({ engine, version }: Version): string {
  return `${engine}/${version}`;
}
