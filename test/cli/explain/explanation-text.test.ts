import { expect, test } from 'vitest';
import { explanationText } from '../../../cli/explain/explanation-text.ts';
import type { SnapshotExplanation } from '../../../cli/explain/snapshots.ts';
import { coloured, plain } from '../../../cli/terminal/paint.ts';
import { explain } from '../../../shared/policy/report/explain.ts';
import { formatExplanation } from '../../../shared/policy/report/format-explanation.ts';
import { aCluster, aPolicy } from '../../policy/builders.ts';
import { decision } from '../../support/builders/power.ts';
import { snapshotDecision, snapshotFirst } from '../../support/builders/snapshots.ts';

const NO_SNAPSHOTS: SnapshotExplanation = { copies: [], prune: [] };
const NOW = Date.parse('2026-11-23T19:00Z');

function explanation() {
  const cluster = aCluster({});
  const decisions = (['stop', 'start'] as const).map((action) => ({
    ...decision(cluster.id, action, action === 'stop' ? 'act' : 'skip', 'outside-hours'),
    resourceArn: cluster.arn,
  }));
  return explain(aPolicy({ protect: [{ clusters: ['other'] }] }), { cluster }, NOW, decisions);
}

test('without colours and width it is the explanation as it is', () => {
  expect(explanationText({ ...explanation(), snapshots: NO_SNAPSHOTS }, plain)).toBe(
    formatExplanation(explanation()),
  );
});

test('lines are broken to the width, under the text and not under its label', () => {
  const text = explanationText({ ...explanation(), snapshots: NO_SNAPSHOTS }, plain, 50);

  expect(text).toContain(`
stop        yes, outside-hours: it is outside the
            rule's hours
`);
  expect(text).toContain(`
            no  clusters: wants other; is
                dev-orders
`);
});

test('a due change is coloured, a condition that does not match is dim', () => {
  const lines = explanationText({ ...explanation(), snapshots: NO_SNAPSHOTS }, coloured).split('\n');

  expect(lines.filter((line) => line.startsWith('\u001b[33mstop        yes'))).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith('\u001b[2mprotect '))).toHaveLength(1);
});

test('a snapshot that comes before the stop is the line of the stop', () => {
  const cluster = aCluster({});
  const explained = explain(aPolicy(), { cluster }, NOW, [{ ...snapshotFirst(), resourceArn: cluster.arn }]);

  expect(explanationText({ ...explained, snapshots: NO_SNAPSHOTS }, plain)).toContain(
    '\nstop        later, snapshot-first: the rule wants a snapshot before each stop, and it has none since its last start\n            snapshot-first it is (rule production)\n',
  );
});

test('a reason that no rule matches names the one aspect', () => {
  const cluster = aCluster({});
  const stop = { ...decision(cluster.id, 'stop', 'skip', 'no-rule'), target: cluster.arn };

  expect(formatExplanation(explain(aPolicy(), { cluster }, NOW, [stop]))).toContain(
    '\nstop        no, no-rule: no rule with power matches\n',
  );
});

test('the lines about snapshots come last', () => {
  const at = Date.parse('2026-11-23T02:00Z');
  const story: SnapshotExplanation = {
    create: { ...snapshotDecision('createSnapshot', 'act', 'due'), meaning: 'it is time' },
    lastTaken: { snapshot: 'dormouse-a', at, status: 'available' },
    nextDue: { at: at + 86_400_000, cron: '0 3 * * *', timezone: 'Europe/Berlin' },
    copies: [
      {
        region: 'us-west-2',
        recoveryPoint: at,
        ageMs: 17 * 3_600_000,
        act: { 'to-copy': 2 },
        skip: { 'already-copied': 6 },
      },
      { region: 'eu-west-1', act: {}, skip: {} },
    ],
    prune: [{ region: 'us-west-2', act: { expired: 4, 'orphan-expired': 1 }, skip: { kept: 15 } }],
  };

  expect(explanationText({ ...explanation(), snapshots: story }, plain)).toContain(`

snapshot    yes, due: it is time
            due it is (rule production)
last taken  Mon 03:00 Europe/Berlin, dormouse-a, available
next due    Tue 03:00 Europe/Berlin (0 3 * * *)
copies      to us-west-2: recovery point Mon 03:00 Europe/Berlin, 17 h old; 2 to copy; skipped: 6 already-copied
copies      to eu-west-1: no complete copy yet
prune       in us-west-2: 5 to delete; skipped: 15 kept`);
});
