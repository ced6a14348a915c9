import { describe, expect, test } from 'vitest';
import { planText } from '../../../cli/plan/text.ts';
import { plain } from '../../../cli/terminal/paint.ts';
import { planned } from '../../support/builders/power.ts';
import { plannedSnapshot } from '../../support/builders/snapshots.ts';
import { plan, streamGap } from '../builders.ts';

const waitsFor =
  'it starts once the clusters before it are available, at the latest Mon 08:00 UTC: db (stopped)';

type Planned = Parameters<typeof plan>[0];

function shown(changes: Planned, heading = 'Due, and made later'): string | undefined {
  return planText(plan(changes), { paint: plain })
    .split('\n\n')
    .find((block) => block.startsWith(heading));
}

describe('changes that are due and made later', () => {
  test('each is named with what it waits for', () => {
    const clusters = [
      planned('app', { rule: 'applications', reason: 'waits-for', detail: waitsFor }),
      planned('dev', {
        rule: 'developers',
        reason: 'to-warn',
        detail: 'it is stopped Fri 19:30 UTC at the earliest: idle',
      }),
      planned('free', { reason: 'no-rule', detail: 'no rule with power matches it' }),
    ];

    expect(
      shown({ clusters }),
    ).toBe(`Due, and made later: each waits for other clusters, its turn, or a warning
    111122223333  eu-central-1  app  waits-for  applications
      ${waitsFor}
    111122223333  eu-central-1  dev  to-warn    developers
      it is stopped Fri 19:30 UTC at the earliest: idle`);
  });

  test('many of a rule are one paragraph', () => {
    const clusters = Array.from({ length: 40 }, (_, number) =>
      planned(`app-${number + 10}`, { rule: 'applications', reason: 'waits-for', detail: waitsFor }),
    );

    expect(
      shown({ clusters }),
    ).toContain(`    111122223333  eu-central-1  40 clusters  waits-for  applications
      ${waitsFor}
      app-10, app-11, app-12`);
  });

  test('nothing is said where nothing waits', () => {
    expect(shown({ clusters: [planned('free', { reason: 'no-rule', detail: '' })] })).toBeUndefined();
  });
});

describe('changes that are due and paused', () => {
  const berlin = {
    reason: 'paused',
    detail: 'paused by anna until Fri 18:00 Europe/Berlin: migration',
  } as const;
  const sydney = { ...berlin, detail: 'paused by anna until Sat 03:00 Australia/Sydney: migration' };

  test('are below their cause, which is given once, by what is not done', () => {
    const clusters = [
      planned('app', { ...berlin, rule: 'applications' }),
      planned('dev', { ...sydney, rule: 'developers' }),
      planned('web', { ...berlin, rule: 'applications' }),
    ];
    const streams = [planned('app', { ...berlin, aspect: 'activityStream', rule: 'audited' })];
    const snapshots = (['copy', 'copy', 'delete'] as const).map((action) =>
      plannedSnapshot({ ...berlin, action, cluster: 'web', rule: 'backups' }),
    );

    expect(shown({ clusters, streams, snapshots }, 'Due, and paused')).toBe(`Due, and paused
  ${berlin.detail}
    111122223333  eu-central-1  app  power                 applications
    111122223333  eu-central-1  app  stream                audited
    111122223333  eu-central-1  web  power                 applications
    111122223333  us-west-2     web  2 snapshots to copy   backups
    111122223333  us-west-2     web  1 snapshot to delete  backups
  ${sydney.detail}
    111122223333  eu-central-1  dev  power  developers`);
  });

  test('are one row where they are many of a rule', () => {
    const clusters = Array.from({ length: 40 }, (_, number) =>
      planned(`app-${number + 10}`, { ...berlin, rule: 'applications' }),
    );

    expect(shown({ clusters }, 'Due, and paused')).toContain(`  ${berlin.detail}
    111122223333  eu-central-1  40 clusters  power  applications
      app-10, app-11, app-12`);
  });

  test('have their cause nowhere else', () => {
    const streams = [planned('app', { ...berlin, aspect: 'activityStream' })];
    const streamGaps = [streamGap('app', berlin)];

    expect(planText(plan({ streams, streamGaps }), { paint: plain }).split(berlin.detail)).toHaveLength(2);
  });
});
