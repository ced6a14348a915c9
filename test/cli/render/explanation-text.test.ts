import { expect, test } from 'vitest';
import { explanationText } from '../../../cli/render/explanation-text.ts';
import { coloured, plain } from '../../../cli/render/paint.ts';
import { explain } from '../../../shared/policy/explain.ts';
import { formatExplanation } from '../../../shared/policy/format-explanation.ts';
import { aCluster, aPolicy } from '../../policy/builders.ts';
import { decision } from '../builders.ts';

const NOW = Date.parse('2026-11-23T19:00Z');

function explanation() {
  const cluster = aCluster({});
  const decisions = (['stop', 'start'] as const).map((action) => ({
    ...decision(cluster.id, action, action === 'stop' ? 'act' : 'leave', 'outside-hours'),
    target: cluster.arn,
  }));
  return explain(aPolicy({ protect: [{ clusters: ['other'] }] }), { cluster }, NOW, decisions);
}

test('without colours and width it is the explanation as it is', () => {
  expect(explanationText(explanation(), plain)).toBe(formatExplanation(explanation()));
});

test('lines are broken to the width, under the text and not under its label', () => {
  const text = explanationText(explanation(), plain, 50);

  expect(text).toContain(`
stop        yes, outside-hours: the rule's hours
            are not now
`);
  expect(text).toContain(`
            no  clusters: wants other; is
                dev-orders
`);
});

test('what is to be done is painted, what does not match is dim', () => {
  const lines = explanationText(explanation(), coloured).split('\n');

  expect(lines.filter((line) => line.startsWith('\u001b[33mstop        yes'))).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith('\u001b[2mprotect '))).toHaveLength(1);
});
