import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFleet } from '../../../simulator/fleet/load-fleet.ts';
import { readFleet } from '../../../simulator/fleet/read-fleet.ts';
import {
  parseRuns,
  type Recording,
  recordedStatus,
  recordedValue,
  stretches,
  told,
} from '../../../simulator/fleet/recording.ts';
import { isRecording, loadAt, possibleTurns } from '../../../simulator/fleet/use.ts';
import { runs } from '../../support/runs.ts';

const minute = 60_000;
const from = Date.parse('2026-11-01T00:00:00Z');

function recordingOf(text: string): Recording {
  const [cluster] = loadFleet(
    `clusters: [{ id: a, recording: { from: 2026-11-01T00:00:00Z, ${text} } }]`,
  ).clusters;
  if (cluster === undefined || !isRecording(cluster.use)) throw new Error('no recording');
  return cluster.use;
}

describe('a recording', () => {
  const recording = recordingOf(
    'step: 5m, metrics: { DatabaseConnections: 2x0 5 3x- 2x?, CPUUtilization: 8x3.5 }',
  );
  const connections = recording.metrics.get('DatabaseConnections');

  it('lasts as long as its steps', () => {
    expect(recording).toMatchObject({ from, until: from + 40 * minute, stepMs: 5 * minute });
  });

  const values = [
    [-1, 'unknown'],
    [0, 0],
    [9, 0],
    [10, 5],
    [14, 5],
    [15, 'unsent'],
    [29, 'unsent'],
    [30, 'unknown'],
    [39, 'unknown'],
    [40, 'unknown'],
  ] as const;
  it.each(values)('has at minute %d the value %s', (minutes, value) => {
    expect(recordedValue(recording, connections, from + minutes * minute)).toBe(value);
  });

  it('knows nothing of a metric that it does not have', () => {
    expect(recordedValue(recording, undefined, from)).toBe('unknown');
  });

  it('has the value of the step, whatever the runs', () => {
    const run = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('0', '3', '2.5', '-', '?'));
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 30 }), (parts) => {
        const steps = parts.flatMap(([count, value]) => Array.from({ length: count }, () => value));
        const written = parseRuns(
          parts.map(([count, value]) => (count === 1 ? value : `${count}x${value}`)).join(' '),
        );
        const one = { ...recording, until: from + steps.length * 5 * minute };
        const shown: Readonly<Record<string, unknown>> = { '-': 'unsent', '?': 'unknown' };
        const expected = steps.map((value) => shown[value] ?? Number(value));

        expect(steps.map((_, step) => recordedValue(one, written, from + step * 5 * minute))).toEqual(
          expected,
        );
        const told_ = Array.from(stretches(one, written, one.from, one.until), (stretch) =>
          Array.from({ length: (stretch.until - stretch.from) / (5 * minute) }, () => told(stretch.value)),
        );
        expect(told_.flat()).toEqual(expected);
      }),
      runs(500),
    );
  });

  it('leaves the load unknown where the cluster was down, and sees no clients where it had paused', () => {
    const paused = recordingOf(
      'step: 1m, metrics: { DatabaseConnections: 3 2x-, CPUUtilization: 20 0 - }, capacity: { a-1: 2 0 - }',
    );

    const loads = [0, 1, 2].map((minutes) => loadAt(paused, from + minutes * minute));

    expect(loads).toMatchObject([
      { connections: 3, cpu: 20 },
      { connections: 0 },
      { connections: Number.NaN },
    ]);
  });

  it('may turn where a run ends, and nowhere else', () => {
    expect([...possibleTurns(recording, from, from + 60 * minute)].map((at) => (at - from) / minute)).toEqual(
      [10, 15, 30, 40],
    );
  });

  it('knows the status of the real cluster where it was seen', () => {
    const known = recordingOf('step: 1h, status: 5xavailable 3xstopped 2x?');

    expect(recordedStatus(known, from + 6 * 60 * minute)).toEqual({
      from: from + 5 * 60 * minute,
      until: from + 8 * 60 * minute,
      value: 'stopped',
    });
    expect(recordedStatus(known, from + 8 * 60 * minute)).toBeUndefined();
    expect(recordedStatus(known, from - 1)).toBeUndefined();
  });
});

describe('a recorded fleet file', () => {
  const head = (clusters: number, version = 1) =>
    `recorded: { version: ${version}, at: 2026-11-29T00:00:00Z, from: 2026-11-01T00:00:00Z, clusters: ${clusters} }\n`;
  const cluster = (text: string) =>
    `clusters:\n  - { id: a, recording: { from: 2026-11-01T00:00:00Z, step: 5m, ${text} } }`;
  const problems = [
    ['another version', `${head(0, 2)}clusters: []`, 1, 'recorded.version', 'record again'],
    [
      'fewer clusters than it says',
      `${head(2)}clusters: [{ id: a }]`,
      1,
      'recorded.clusters',
      'record it again',
    ],
    [
      'a run that is none',
      cluster('metrics: { CPUUtilization: 3x5 4xx5 }'),
      2,
      'clusters[0].recording.metrics.CPUUtilization',
      'write runs',
    ],
    [
      'a negative value',
      cluster('metrics: { CPUUtilization: 3x5 -2 }'),
      2,
      'clusters[0].recording.metrics.CPUUtilization',
      'write runs',
    ],
    ['a status that is a number', cluster('status: 3x5'), 2, 'clusters[0].recording.status', 'write runs'],
    [
      'runs that are not equally long',
      cluster('metrics: { CPUUtilization: 3x5, Queries: 4x5 }'),
      2,
      'clusters[0].recording.metrics.CPUUtilization',
      'write ?',
    ],
    [
      'a step of seconds',
      'clusters: [{ id: a, recording: { from: 2026-11-01T00:00:00Z, step: 90s } }]',
      1,
      'clusters[0].recording.step',
      '5m',
    ],
    ['the capacity of a stranger', cluster('capacity: { b-1: 3x1 }'), 2, 'clusters[0].recording', 'a-1'],
    [
      'a use beside a recording',
      'clusters:\n  - { id: a, use: always, recording: { from: 2026-11-01T00:00:00Z, step: 5m } }',
      2,
      'clusters[0].use',
      'keep one',
    ],
    [
      'an end in the middle',
      `${head(1)}clusters:\n  - { id: a, recording: { from: 2026-11-01T00:00:00Z, st`,
      3,
      '',
      'close',
    ],
  ] as const;
  it.each(problems)(
    'with %s is refused, with its place and what would be right',
    (_, text, line, path, remedy) => {
      const result = readFleet(text);

      expect(result.ok ? [] : result.problems).toEqual([
        expect.objectContaining({ line, path, remedy: expect.stringContaining(remedy) }),
      ]);
    },
  );

  it('says what a real cluster is', () => {
    const { clusters, recorded } = loadFleet(`${head(1)}clusters:
  - id: a
    resourceId: cluster-ABC
    storage: aurora-iopt1
    deletionProtection: true
    instances: [{ id: a-writer, class: db.r6g.large, resourceId: db-XYZ }, db.serverless]`);

    expect(recorded).toMatchObject({ version: 1, clusters: 1, missing: [] });
    expect(clusters).toMatchObject([
      {
        resourceId: 'cluster-ABC',
        storage: 'aurora-iopt1',
        isProtected: true,
        instances: [
          { id: 'a-writer', class: 'db.r6g.large', resourceId: 'db-XYZ' },
          { class: 'db.serverless' },
        ],
      },
    ]);
  });
});
