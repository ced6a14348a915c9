import { expect, test } from 'vitest';
import type { PlannedChange } from '../../../cli/plan/change.ts';
import { changesText } from '../../../cli/plan/changes-text.ts';
import { plain } from '../../../cli/terminal/paint.ts';
import { planned } from '../../support/builders/power.ts';
import { KEY_ARN, plannedSnapshot } from '../../support/builders/snapshots.ts';
import { plan } from '../builders.ts';

const expired = 'last: 3 newer; daily: 2026-11-18 has a newer one';

function deletions(number: number, cluster = 'a'): PlannedChange[] {
  return Array.from({ length: number }, (_, index) =>
    plannedSnapshot({
      ...{ cluster, snapshot: `dormouse-${cluster}-${index}`, action: 'delete', change: 'delete' },
      ...{ reason: 'expired', detail: expired },
    }),
  );
}

test('snapshots come under their cluster and place, copies under the destination, with what leads to each', () => {
  const taken = plannedSnapshot({
    ...{ region: 'eu-central-1', snapshot: 'dormouse-a', action: 'create', change: 'create' },
    ...{ reason: 'due', detail: 'due Mon 03:00' },
  });
  const copy = plannedSnapshot({ change: 'copy', reason: 'to-copy', detail: 'last 1 of 3', kmsKey: KEY_ARN });
  const stop = planned('b', { change: 'stop', reason: 'idle', detail: 'no use' });

  const lines = changesText(plan({ clusters: [stop], snapshots: [taken, copy, ...deletions(2)] }), {
    paint: plain,
  });

  expect(lines.map((block) => block.join('\n'))).toEqual([
    `111122223333  eu-central-1
  + snapshot  a  due   production
              dormouse-a  due Mon 03:00
  - stop      b  idle
              no use`,
    `111122223333  us-west-2
  > copy      a  to-copy               production
              from eu-central-1 to us-west-2, encrypted with ${KEY_ARN}
              rds:a-1  last 1 of 3
  - delete    a  expired, 2 snapshots  production
              dormouse-a-0  ${expired}
              dormouse-a-1  ${expired}`,
  ]);
});

test('a copy without a key says that it is not encrypted', () => {
  const [lines = []] = changesText(plan({ snapshots: [plannedSnapshot({ change: 'copy' })] }), {
    paint: plain,
  });

  expect(lines).toContain('           from eu-central-1 to us-west-2, not encrypted');
});

test('a group lists twenty changes and counts the others; --all lists them', () => {
  const shown = (all: boolean): string[] =>
    changesText(plan({ snapshots: deletions(30) }), { paint: plain, all }).flat();

  expect(shown(false).filter((line) => line.includes(expired))).toHaveLength(20);
  expect(shown(false).at(-1)?.trim()).toBe('and 10 more (--all lists them)');
  expect(shown(true).filter((line) => line.includes(expired))).toHaveLength(30);
});

test('many groups share the lines, and each shows one at least', () => {
  const snapshots = Array.from({ length: 200 }, (_, index) => deletions(3, `c${index}`)).flat();

  const lines = changesText(plan({ snapshots }), { paint: plain }).flat();

  expect(lines.filter((line) => line.includes(expired))).toHaveLength(200);
  expect(lines.filter((line) => line.includes('and 2 more'))).toHaveLength(200);
});

test('with --all what is left is listed too, with what it was about', () => {
  const snapshots = [
    plannedSnapshot({}),
    plannedSnapshot({ action: 'delete', reason: 'kept', detail: 'daily 3 of 14 (2026-11-18)' }),
    plannedSnapshot({ reason: 'key-missing', detail: 'name a kmsKey' }),
  ];

  const lines = changesText(plan({ snapshots }), { paint: plain, all: true }).flat();

  expect(lines.filter((line) => line.includes(' skip '))).toEqual([
    '    skip   a  copy: already-copied  production',
    '    skip   a  delete: kept          production',
    '  ! skip   a  copy: key-missing     production',
  ]);
  expect(changesText(plan({ snapshots }), { paint: plain })).toEqual([]);
});

test('in a narrow terminal what leads to it comes below the snapshot', () => {
  const [lines = []] = changesText(plan({ snapshots: deletions(1) }), { paint: plain, width: 60 });

  expect(lines.slice(2)).toEqual([
    '            dormouse-a-0',
    '              last: 3 newer; daily: 2026-11-18 has a newer',
    '              one',
  ]);
});
