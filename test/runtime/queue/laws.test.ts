import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handleBatch } from '../../../shared/runtime/queue/batch.ts';
import { followUpBody } from '../../../shared/runtime/queue/follow.ts';
import { runSweep } from '../../../shared/runtime/sweep/run.ts';
import type { ScopeSweep } from '../../../shared/runtime/sweep/sweep.ts';
import { aPolicy } from '../../policy/builders.ts';
import { runs } from '../../support/runs.ts';
import { fakeDeps, fakeRecipe, home } from '../builders.ts';
import { aBatch, aFollowUp, failedIds, fakeBatchDeps, rdsEvent } from './builders.ts';

const HOME = `${home.account}/${home.region}`;
const here = { accounts: [home.account], regions: [home.region] };
const poison = fc.constantFrom('', 'null', '{"cluster":"a"}', '{"__proto__":{}}', '[[]]');
const body = fc.oneof(
  poison,
  fc.constantFrom<object>(here, { ...here, clusters: ['a'] }, { source: 'aws.ec2', 'detail-type': 'x' }),
  fc.constantFrom('a', 'b').map((cluster) => rdsEvent(cluster)),
  fc.constantFrom('a', 'b').map((cluster) => rdsEvent(cluster, { account: '999999999999' })),
  fc.constantFrom('a', 'b').map((cluster) => followUpBody(aFollowUp({ cluster }))),
);
const hooks = ['run', 'delay', 'deadLetter', 'notifyConfirmation', 'notifyRefused'] as const;
const crashes = fc.array(fc.constantFrom(...hooks), { maxLength: 8 });

test('law: whatever fails, no message is lost, poison is deadLettered once it can be, and nothing is done twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 12 }), crashes, async (bodies, failing) => {
      const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a', 'b'] } });
      const targets = [{ account: home.account, regions: [home.region] }];
      const left = [...failing];
      const orFail = (hook: (typeof hooks)[number]) => {
        const index = left.indexOf(hook);
        if (index >= 0) throw new Error(`${left.splice(index, 1)} fails`);
      };
      const deadLettered: string[] = [];
      const { deps } = fakeBatchDeps({
        async run(request) {
          const swept: ScopeSweep[] = [];
          const result = await runSweep(recipe, aPolicy({ targets }), request, {
            ...fakeDeps(),
            onScopeSweep: (one) => void swept.push(one),
          });
          // The handler may die when everything was done, before anybody was told.
          orFail('run');
          return { result, sweeps: swept };
        },
        delay: async () => orFail('delay'),
        notifyConfirmation: async () => orFail('notifyConfirmation'),
        notifyRefused: async () => orFail('notifyRefused'),
        async deadLetter(content) {
          orFail('deadLetter');
          deadLettered.push(content);
        },
      });
      let batch = aBatch(bodies);
      for (let receipt = 1; receipt <= failing.length + 1; receipt += 1) {
        const failed = new Set(failedIds(await handleBatch(batch, deps)));
        // Each is finished or comes back: SQS knows no third.
        batch = { Records: batch.Records.filter(({ messageId }) => failed.has(messageId)) };
        if (batch.Records.length === 0) break;
      }

      const unreadable = bodies.filter((one) => typeof one === 'string' && !one.includes('"follow"'));
      expect(deadLettered.toSorted()).toEqual(unreadable.map(String).toSorted());
      expect(stopped.length).toBe(new Set(stopped).size);
      // Only messages that wait for a cluster to be stopped may still be there.
      const open = batch.Records.map(({ body: text }) => text);
      expect(open.every((text) => text.includes('"follow"') || text.includes('RDS-EVENT-0153'))).toBe(true);
    }),
    runs(300),
  );
});
