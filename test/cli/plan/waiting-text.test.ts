import { describe, expect, test } from 'vitest';
import { planText } from '../../../cli/plan/text.ts';
import { plain } from '../../../cli/terminal/paint.ts';
import { planned } from '../../support/builders/power.ts';
import { plan } from '../builders.ts';

const waitsFor =
  'it starts once the clusters before it are available, at the latest Mon 08:00 UTC: db (stopped)';

function shown(clusters: readonly ReturnType<typeof planned>[]): string | undefined {
  return planText(plan({ clusters }), { paint: plain })
    .split('\n\n')
    .find((block) => block.startsWith('Due, and made later'));
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

    expect(shown(clusters)).toBe(`Due, and made later: each waits for other clusters, its turn, or a warning
    111122223333  eu-central-1  app  waits-for  applications
      ${waitsFor}
    111122223333  eu-central-1  dev  to-warn    developers
      it is stopped Fri 19:30 UTC at the earliest: idle`);
  });

  test('many of a rule are one paragraph', () => {
    const clusters = Array.from({ length: 40 }, (_, number) =>
      planned(`app-${number + 10}`, { rule: 'applications', reason: 'waits-for', detail: waitsFor }),
    );

    expect(shown(clusters)).toContain(`    111122223333  eu-central-1  40 clusters  waits-for  applications
      ${waitsFor}
      app-10, app-11, app-12`);
  });

  test('nothing is said where nothing waits', () => {
    expect(shown([planned('free', { reason: 'no-rule', detail: '' })])).toBeUndefined();
  });
});
