import fc from 'fast-check';
import { isoSeconds } from '../../shared/policy/model/tags.ts';
import { identifierOf } from '../../shared/policy/snapshots/own.ts';
import { type Created, provenanceTags } from '../../shared/policy/snapshots/provenance.ts';
import { unkeptTags } from '../../shared/policy/snapshots/unkept.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/policy/time/units.ts';

/** A snapshot in few words. */
export interface GeneratedSnapshot {
  /** The position of its cluster among those of the world, modulo their number. */
  readonly of: number;
  readonly kind: (typeof kinds)[number];
  readonly days: number;
}

const kinds = [
  // By its tags of this deployment: kept as the rule says, for longer by what it was promised, or seen to be unkept long ago.
  ...(['own', 'own', 'own', 'promised', 'unkept'] as const),
  // Of another deployment, of nobody, and with the tags of one of this deployment.
  ...(['elsewhere', 'foreign', 'forged'] as const),
] as const;

/** The rule for snapshots in worlds that have some. */
export const snapshotsRule = {
  create: { cron: '30 3 * * *', keep: { last: 1 } },
  copy: { sources: ['manual'], to: [{ region: 'us-east-1', kmsKey: 'alias/das', keep: { last: 1 } }] },
};

/** Some snapshots, mostly enough for one to be expired. */
export const generatedSnapshots: fc.Arbitrary<readonly GeneratedSnapshot[]> = fc.array(
  fc.record({ of: fc.nat(7), kind: fc.constantFrom(...kinds), days: fc.integer({ min: 0, max: 6 }) }),
  { minLength: 4, maxLength: 16 },
);

/** The snapshots of a cluster as a fleet file has them. */
export function fleetSnapshots(
  { id, account, region }: Readonly<Record<'id' | 'account' | 'region', string>>,
  position: number,
  { clusters, all, now }: { clusters: number; all: readonly GeneratedSnapshot[]; now: number },
): object[] {
  return all.flatMap(({ of, kind, days }, index) => {
    if (of % clusters !== position) return [];
    const due = now - days * DAY_MS - (index + 60) * MINUTE_MS;
    const provenance: Created = {
      by: 'create-snapshots',
      deployment: kind === 'elsewhere' ? 'other' : 'prod',
      rule: 'dev and prod',
      cluster: `arn:aws:rds:${region}:${account}:cluster:${id}`,
      keep: kind === 'promised' ? 'last=9' : 'last=1',
      due,
    };
    const tags = {
      ...provenanceTags(provenance),
      ...(kind === 'unkept' && unkeptTags('expired', now - 8 * DAY_MS)),
    };
    const isNamed = kind !== 'foreign' && kind !== 'forged';
    return [
      {
        id: isNamed ? identifierOf(id, provenance) : `${id}-${kind}-${index}`,
        since: isoSeconds(due + MINUTE_MS),
        ...(kind !== 'foreign' && { tags }),
      },
    ];
  });
}
