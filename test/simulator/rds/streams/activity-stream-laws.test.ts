import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../support/runs.ts';
import { aControlPlane, day, failure, minute, type TestControlPlane } from '../../control-plane.ts';
import { keys, streamArn } from './stream-fleet.ts';

const fleet = `
${keys}
clusters: [{ id: a, instances: 2, encrypted: none, backupRetention: 0, activityStream: started }]
`;

type Step = (backend: TestControlPlane) => void;

const call =
  (action: string, input: Record<string, unknown>): Step =>
  ({ rds }) => {
    try {
      rds(action, input);
    } catch {
      // A refusal is one of AWS's own: anything else fails here.
      failure(() => rds(action, input));
    }
  };
const cluster = { DBClusterIdentifier: 'a' };
const stream = fc.record({ ResourceArn: fc.constant(streamArn), ApplyImmediately: fc.boolean() });
const mode = fc.constantFrom('sync', 'async');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(stream, mode)
    .map(([input, Mode]) => call('StartActivityStream', { ...input, Mode, KmsKeyId: 'alias/das' })),
  stream.map((input) => call('StopActivityStream', input)),
  fc.constantFrom('StopDBCluster', 'StartDBCluster').map((action) => call(action, cluster)),
  fc.constantFrom('Enabled', 'Disabled').map(
    (state): Step =>
      ({ backend }) =>
        backend.setKey('alias/das', { state }),
  ),
);
const steps = fc.array(fc.tuple(fc.nat(3 * day), step), { maxLength: 12 });

function play(seed: number, script: readonly (readonly [number, Step])[], size: number): TestControlPlane {
  const backend = aControlPlane(fleet, { seed });
  const advance = (ms: number) => {
    for (let done = 0; done < ms; done += size) backend.advance(Math.min(size, ms - done));
  };
  for (const [after, run] of script) {
    advance(after);
    run(backend);
  }
  advance(20 * day);
  return backend;
}

describe('activity streams, whatever is done to them', () => {
  it('go from status to status only as those of AWS do, and each restart begins a change', () => {
    const legal = [
      'stopped starting',
      'starting started',
      'started stopping',
      'starting stopping',
      'stopping stopped',
    ];
    fc.assert(
      fc.property(fc.nat(), steps, (seed, script) => {
        const [found] = play(seed, script, 20 * day).backend.state().clusters;
        const history = found?.activityStream?.history ?? [];
        const changes = history.slice(1).map(({ status }, index) => `${history[index]?.status} ${status}`);

        expect(changes.filter((change) => !legal.includes(change))).toEqual([]);
        for (const { at, why } of found?.restarts ?? []) {
          const status = why === 'activity-stream-start' ? 'starting' : 'stopping';
          expect(history).toContainEqual({ at, status });
        }
        expect(['started', 'stopped']).toContain(history.at(-1)?.status);
      }),
      runs(200),
    );
  });

  it('do the same in one step of time as in many', () => {
    fc.assert(
      fc.property(fc.nat(), steps, fc.integer({ min: 10 * minute, max: 2 * day }), (seed, script, size) => {
        const [once, often] = [play(seed, script, 40 * day), play(seed, script, size)];

        expect(often.backend.state()).toEqual(once.backend.state());
        expect(often.delivered).toEqual(once.delivered);
      }),
      runs(100),
    );
  });
});
