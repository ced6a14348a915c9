import fc from 'fast-check';
import type { SimulatorOf } from './let-loose.ts';

/** Happenings after which a name, a tag or a snapshot no longer says which cluster it is. */
const lifecycleKinds = [
  'rename',
  'swap names',
  'recreate',
  'restore',
  'clone',
  'switch over',
  'retag',
  'nothing',
] as const;

export interface LifecycleHappening {
  readonly kind: (typeof lifecycleKinds)[number];
  /** Index among the clusters that exist, by their names. */
  readonly of: number;
  readonly other: number;
  readonly use: 'none' | 'always';
  readonly env: 'dev' | 'other';
  /** Minutes until the next happening. */
  readonly after: number;
}

export const lifecycleHappening: fc.Arbitrary<LifecycleHappening> = fc.record({
  kind: fc.constantFrom(...lifecycleKinds),
  of: fc.nat(9),
  other: fc.nat(9),
  use: fc.constantFrom('none', 'always'),
  env: fc.constantFrom('dev', 'dev', 'other'),
  after: fc.constantFrom(1, 10, 35, 70, 200),
});

/** The true facts about a cluster, by its resource id, whatever its name. */
export interface TrueCluster {
  readonly createdAt: number;
  readonly use: 'none' | 'always';
  readonly env: string;
}

/** Lets something happen to a simulated AWS, and keeps account of which cluster is which. */
export function createLifecycleStage({ backend, clock }: SimulatorOf, engine: string) {
  const truth = new Map<string, TrueCluster>();
  let made = 0;
  const states = () => backend.state().clusters.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const stateOf = (arn: string) => states().find((one) => one.arn === arn);

  function note(arn: string, { use, env }: Pick<TrueCluster, 'use' | 'env'>): void {
    const { resourceId, createdAt } = stateOf(arn) ?? {};
    if (resourceId === undefined) throw new Error(`there is no ${arn}`);
    truth.set(resourceId, { createdAt: Date.parse(createdAt ?? ''), use, env });
  }

  function add(id: string, { use, env }: Pick<TrueCluster, 'use' | 'env'>): void {
    note(backend.addCluster({ id, engine, use, tags: { env } }), { use, env });
  }

  const fresh = () => `new-${++made}`;

  function happen({ kind, of, other, use, env }: LifecycleHappening): void {
    const all = states();
    const [one, two] = [all[of % all.length], all[other % all.length]];
    if (one === undefined || two === undefined) return;
    switch (kind) {
      case 'rename':
        backend.cluster(one.arn).rename(fresh());
        return;
      case 'swap names': {
        if (one === two) return;
        const aside = fresh();
        const arnOf = (id: string) => states().find((state) => state.id === id)?.arn ?? '';
        backend.cluster(one.arn).rename(aside);
        backend.cluster(two.arn).rename(one.id);
        backend.cluster(arnOf(aside)).rename(two.id);
        return;
      }
      case 'recreate':
        backend.cluster(one.arn).delete();
        add(one.id, { use, env });
        return;
      case 'restore': {
        const snapshot = backend.snapshots().find(({ status }) => status === 'available');
        if (snapshot === undefined) return;
        const id = fresh();
        note(backend.restoreCluster(snapshot.arn, { id, use, tags: { env } }), { use, env });
        return;
      }
      case 'clone':
        add(fresh(), { use, env });
        return;
      case 'switch over': {
        const green = `${one.id}-green`;
        if (all.some(({ id }) => id === green || id === `${one.id}-old1`)) return;
        const arn = backend.addCluster({ id: green, engine, greenOf: one.id, use, tags: { env } });
        note(arn, { use, env });
        backend.cluster(arn).switchOver();
        return;
      }
      case 'retag':
        backend.cluster(one.arn).changeTags({ env });
        note(one.arn, { use: truth.get(one.resourceId)?.use ?? use, env });
        return;
      case 'nothing':
    }
  }

  for (const { arn, resourceId, createdAt, tags } of states()) {
    if (stateOf(arn))
      truth.set(resourceId, { createdAt: Date.parse(createdAt), use: 'none', env: tags.env ?? '' });
  }
  return {
    happen,
    truth,
    note,
    states,
    later: (minutes: number) => clock.advanceTo(clock.now() + minutes * 60_000),
  };
}
