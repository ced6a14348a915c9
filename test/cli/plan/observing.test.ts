import { describe, expect, test } from 'vitest';
import { planJson } from '../../../cli/plan/json.ts';
import { planText } from '../../../cli/plan/text.ts';
import { plain } from '../../../cli/terminal/paint.ts';
import { planned } from '../../support/builders/power.ts';
import { plannedSnapshot } from '../../support/builders/snapshots.ts';
import { plan } from '../builders.ts';

const stopped = planned('a', { change: 'stop', rule: 'new' });
const started = planned('b', { change: 'start', rule: 'old' });
const copied = plannedSnapshot({ change: 'copy', rule: 'new' });

describe('of rules that observe, the plan', () => {
  test('marks what they decide, and says that the rest is done', () => {
    const text = planText(plan({ observing: ['new'], clusters: [stopped, started] }), { paint: plain });

    expect(text).toContain('  - stop   a  in-hours  new (mode: observe)\n');
    expect(text).toContain('  + start  b  in-hours  old\n');
    expect(text).toContain(`Plan: 1 to stop, 1 to start, 0 clusters unchanged.
The policy is in enforce mode: once deployed, the functions do this within five minutes. Changes
that are marked "mode: observe" are only reported.
`);
  });

  test('says how to make it real when they decide all of it', () => {
    const text = planText(plan({ observing: ['new'], clusters: [stopped], snapshots: [copied] }), {
      paint: plain,
    });

    expect(text).toContain(`
The rules that decide these changes are in observe mode: the functions report them and make none. To
apply them, remove "mode: observe" from those rules in policy.yml and deploy.
`);
  });

  test('says nothing of them while the whole policy observes, but marks them', () => {
    const text = planText(plan({ mode: 'observe', observing: ['new'], clusters: [stopped, started] }), {
      paint: plain,
    });

    expect(text).toContain('new (mode: observe)\n');
    expect(text).toContain(
      'The policy is in observe mode: the functions report these changes and make none.',
    );
  });

  test('names them for programs', () => {
    expect(JSON.parse(planJson(plan({ observing: ['new'], clusters: [stopped] })))).toMatchObject({
      mode: 'enforce',
      observing: ['new'],
    });
  });
});
