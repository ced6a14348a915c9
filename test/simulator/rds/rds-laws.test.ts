import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../support/runs.ts';
import { aControlPlane, day, failure, hour, minute, type TestControlPlane } from '../control-plane.ts';

const fleet = `
clusters:
  - { id: a, instances: 2, size: 300, encrypted: none }
  - { id: b, engine: neptune, status: stopped, since: 6d, backupRetention: 3, encrypted: none }
  - { id: c, engine: docdb, status: starting, encrypted: none, snapshots: [{ id: "c-{n}", count: 3, every: 2h }] }
quotas: { copies: 2 }
`;

interface Step {
  readonly after: number;
  readonly action: string;
  readonly input: Readonly<Record<string, string>>;
  readonly region?: string;
}

const id = fc.constantFrom('a', 'b', 'c');
const name = fc.constantFrom('s', 't', 'c-1');
const snapshotArn = (region: string, of: string) =>
  `arn:aws:rds:${region}:111122223333:cluster-snapshot:${of}`;
const what: fc.Arbitrary<Omit<Step, 'after'>> = fc.oneof(
  fc.record({
    action: fc.constantFrom('StopDBCluster', 'StartDBCluster'),
    input: fc.record({ DBClusterIdentifier: id }),
  }),
  fc.record({
    action: fc.constant('CreateDBClusterSnapshot'),
    input: fc.record({ DBClusterIdentifier: id, DBClusterSnapshotIdentifier: name }),
  }),
  fc.record({
    action: fc.constant('DeleteDBClusterSnapshot'),
    input: fc.record({ DBClusterSnapshotIdentifier: name }),
    region: fc.constantFrom('eu-central-1', 'us-east-1'),
  }),
  fc.record({
    action: fc.constant('CopyDBClusterSnapshot'),
    input: fc.record({
      SourceDBClusterSnapshotIdentifier: name.map((of) => snapshotArn('eu-central-1', of)),
      TargetDBClusterSnapshotIdentifier: name,
    }),
    region: fc.constant('us-east-1'),
  }),
);
const steps = fc.array(
  fc.tuple(fc.nat(2 * day), what).map(([after, step]): Step => ({ ...step, after })),
  { maxLength: 12 },
);

function play(backend: TestControlPlane, script: readonly Step[], advance: (ms: number) => void): unknown {
  const answers: unknown[] = [];
  for (const { after, action, input, region = 'eu-central-1' } of script) {
    advance(after);
    try {
      answers.push(backend.rds(action, input, { region }));
    } catch {
      answers.push(failure(() => backend.rds(action, input, { region })));
    }
    answers.push(backend.backend.snapshots());
  }
  advance(20 * day);
  return {
    answers,
    delivered: backend.delivered,
    state: backend.backend.state(),
    snapshots: backend.backend.snapshots(),
  };
}

const faults = { lagMs: 1_000, events: { lost: 0.2, doubled: 0.2, reordered: 0.2 } };

function aFaultyPlane(seed: number): TestControlPlane {
  const backend = aControlPlane(fleet, { seed });
  backend.faults.delivery = faults;
  return backend;
}

describe('the control plane', () => {
  it('does the same in one step of time as in many', () => {
    fc.assert(
      fc.property(fc.nat(), steps, fc.integer({ min: 10 * minute, max: 30 * hour }), (seed, script, size) => {
        const once = aFaultyPlane(seed);
        const often = aFaultyPlane(seed);

        const inOne = play(once, script, once.advance);
        const inMany = play(often, script, (ms) => {
          for (let done = 0; done < ms; done += size) often.advance(Math.min(size, ms - done));
        });

        expect(inMany).toEqual(inOne);
      }),
      runs(200),
    );
  });

  it('does the same for the same seed', () => {
    fc.assert(
      fc.property(fc.nat(), steps, (seed, script) => {
        const [first, second] = [aFaultyPlane(seed), aFaultyPlane(seed)];

        expect(play(second, script, second.advance)).toEqual(play(first, script, first.advance));
      }),
      runs(200),
    );
  });

  it('takes other times for another seed', () => {
    const input = { DBClusterIdentifier: 'a' };
    const script: Step[] = [{ after: 0, action: 'StopDBCluster', input }];
    const [first, second] = [aFaultyPlane(1), aFaultyPlane(2)];

    expect(play(second, script, second.advance)).not.toEqual(play(first, script, first.advance));
  });

  it('has no more copies in flight than it may, and nothing but what is made, is through or has failed', () => {
    fc.assert(
      fc.property(fc.nat(), steps, (seed, script) => {
        const backend = aFaultyPlane(seed);

        play(backend, script, (ms) => {
          backend.advance(ms);
          const copying = backend.backend.snapshots().filter(({ status }) => status === 'copying');
          expect(copying.length).toBeLessThanOrEqual(2);
        });

        const manual = backend.backend.snapshots().filter(({ type }) => type === 'manual');
        expect(manual.filter(({ status }) => !['available', 'failed'].includes(status))).toEqual([]);
      }),
      runs(200),
    );
  });

  it('goes from status to status only as AWS does', () => {
    const legal = new Set([
      'available stopping',
      'stopping stopped',
      'stopped starting',
      'starting available',
    ]);
    fc.assert(
      fc.property(fc.nat(), steps, (seed, script) => {
        const backend = aFaultyPlane(seed);

        play(backend, script, backend.advance);

        for (const { history } of backend.backend.state().clusters) {
          const changes = history.slice(1).map(({ status }, index) => `${history[index]?.status} ${status}`);
          expect(changes.filter((change) => !legal.has(change))).toEqual([]);
        }
      }),
      runs(200),
    );
  });
});
