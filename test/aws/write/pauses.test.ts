import { SSMClient } from '@aws-sdk/client-ssm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changePauses, PausesTooLong, PausesUnusable } from '../../../shared/aws/write/pauses.ts';
import { withEnd, withPause } from '../../../shared/policy/file/merge-pauses.ts';
import { readPauses, writePauses } from '../../../shared/policy/file/pauses.ts';
import { isActive, type Pause } from '../../../shared/policy/model/pause.ts';
import { inProcess } from '../../../simulator/in-process.ts';
import { createSimulator } from '../../../simulator/simulator.ts';
import { runs } from '../../support/runs.ts';

const NAME = '/dormouse/prod/paused';
const start = Date.parse('2026-11-24T19:00:00Z');
const rules = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

const aPause = (some: Partial<Pause> = {}): Pause => ({
  ...{ since: start, by: 'anna', because: 'migration' },
  ...some,
});

function ssmOf(before: readonly Pause[]) {
  const simulator = createSimulator({ fleet: 'clusters: []' });
  const { parameters } = simulator;
  if (before.length > 0) parameters.set(NAME, writePauses(before));
  const client = new SSMClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    requestHandler: inProcess(simulator),
  });
  const writes = () => simulator.calls.list().filter(({ action }) => action === 'PutParameter').length;
  return { client, parameters, writes };
}

/** Does something before and after each call of a client. */
function onEachCall(client: SSMClient, act: () => Promise<void>): void {
  client.middlewareStack.add((next) => async (args) => {
    await act();
    const answer = await next(args);
    await act();
    return answer;
  });
}

/** The rules that are paused in the parameter. */
function pausedIn(parameters: ReadonlyMap<string, string>, now: number): (string | undefined)[] {
  const read = readPauses(parameters.get(NAME) ?? '[]');
  if (read.state === 'unknown') throw new Error(read.why);
  return read.pauses.filter((one) => isActive(one, now)).map(({ rule }) => rule);
}

/** One person, whose clock is off by some seconds, and who pauses a rule, or ends a pause that was there before. */
const person = fc.record({
  verb: fc.constantFrom('pause', 'pause', 'resume'),
  rule: fc.constantFrom(...rules),
  clock: fc.integer({ min: -90, max: 90 }),
  until: fc.option(fc.integer({ min: 600, max: 86_400 }), { nil: undefined }),
});

const world = fc.record({
  before: fc.uniqueArray(fc.constantFrom(...rules), { maxLength: 3 }),
  people: fc.array(person, { minLength: 1, maxLength: 7 }),
});

describe('people who change the pauses at the same time', () => {
  test('lose no pause in any order of their calls, and a pause that one ends stays ended unless another begins it', async () => {
    const seen = { together: 0, ended: 0 };
    await fc.assert(
      fc.asyncProperty(world, fc.scheduler(), async ({ before, people }, scheduler) => {
        const hours = start - 3 * 3_600_000;
        const { client, parameters, writes } = ssmOf(before.map((rule) => aPause({ rule, since: hours })));
        onEachCall(client, () => scheduler.schedule(Promise.resolve()));

        const acts = people.map(async ({ verb, rule, clock, until }, index) => {
          const now = start + clock * 1_000 + index;
          const by = `person ${index}`;
          const pause = aPause({ rule, by, since: now, ...(until && { until: start + until * 1_000 }) });
          return changePauses(client, 'prod', now, (pauses) =>
            verb === 'pause' ? withPause(pauses, pause) : withEnd(pauses, { rule }, { ...pause, now }),
          );
        });
        const answers = await scheduler.waitFor(Promise.all(acts));

        const paused = pausedIn(parameters, start);
        const [begun, ended] = (['pause', 'resume'] as const).map(
          (verb) => new Set(people.filter((one) => one.verb === verb).map(({ rule }) => rule)),
        );
        const beginning = begun ?? new Set();
        for (const rule of beginning) if (!ended?.has(rule)) expect(paused).toContain(rule);
        for (const rule of before) {
          if (!ended?.has(rule)) expect(paused).toContain(rule);
          else if (!beginning.has(rule)) expect(paused).not.toContain(rule);
        }
        expect(new Set(paused).size).toBe(paused.length);
        expect(answers).toHaveLength(people.length);
        if (writes() > people.length) seen.together += 1;
        if (before.some((rule) => ended?.has(rule) && !beginning.has(rule))) seen.ended += 1;
      }),
      { ...runs(1_000, 100), endOnFailure: true },
    );
    expect(seen.together).toBeGreaterThan(10);
    expect(seen.ended).toBeGreaterThan(5);
  });

  test('keep what fits: a latecomer is told that there is no room, and takes nobody’s pause away', async () => {
    const { client, parameters } = ssmOf([]);
    const because = 'x'.repeat(1_500);

    const ends = await Promise.allSettled(
      ['a', 'b', 'c'].map((rule) =>
        changePauses(client, 'prod', start, (all) => withPause(all, aPause({ rule, because }))),
      ),
    );

    const done = rules.filter((_rule, index) => ends[index]?.status === 'fulfilled');
    expect(done.length).toBeGreaterThan(0);
    expect(ends.filter(({ status }) => status === 'rejected')).toEqual(
      Array.from({ length: 3 - done.length }, () => ({
        status: 'rejected',
        reason: expect.any(PausesTooLong),
      })),
    );
    expect(pausedIn(parameters, start)).toEqual(expect.arrayContaining(done));
  });

  test('of many who go in step, each is done after a few calls', async () => {
    const { client, parameters, writes } = ssmOf([]);
    const many = Array.from({ length: 12 }, (_, index) => `rule ${index}`);

    await Promise.all(
      many.map((rule) => changePauses(client, 'prod', start, (all) => withPause(all, aPause({ rule })))),
    );

    expect(pausedIn(parameters, start).toSorted()).toEqual(many.toSorted());
    expect(writes()).toBeLessThan(4 * many.length);
  });
});

describe('a change of the pauses', () => {
  const change = (now: number, before: readonly Pause[], rule = 'a') => {
    const { client, parameters } = ssmOf(before);
    return changePauses(client, 'prod', now, (all) => withPause(all, aPause({ rule, since: now }))).then(
      () => JSON.parse(parameters.get(NAME) ?? '') as { rule: string; since: string }[],
    );
  };

  test('takes the place of the same pause by somebody whose clock is ahead', async () => {
    const [written] = await change(start, [aPause({ rule: 'a', since: start + 60_000 })]);

    expect(written).toMatchObject({ since: '2026-11-24T19:01:01Z' });
  });

  test('does not lengthen a pause by ending it a second time, whichever clock is ahead', () => {
    const by = { by: 'ben', because: 'done' };
    const once = withEnd([aPause({ since: start - 60_000 })], {}, { ...by, now: start + 90_000 });
    const [twice] = withEnd(once, {}, { ...by, now: start + 60_000 });

    expect(twice?.until).toBe(start - 60_000);
  });

  test('keeps the end of a pause for an hour, and then leaves it out', async () => {
    const over = withEnd([aPause({ rule: 'b' })], { rule: 'b' }, { by: 'ben', because: 'done', now: start });
    const rulesAt = async (now: number) => (await change(now, over)).map(({ rule }) => rule);

    expect(await rulesAt(start + 3_500_000)).toEqual(['b', 'a']);
    expect(await rulesAt(start + 3_700_000)).toEqual(['a']);
  });

  test('begins again with the versions of a parameter that was deleted meanwhile', async () => {
    const { client, parameters } = ssmOf([aPause({ rule: 'b' })]);

    await changePauses(client, 'prod', start, (all) => {
      parameters.delete(NAME);
      return withPause(all, aPause());
    });

    expect(pausedIn(parameters, start)).toEqual([undefined, 'b']);
  });

  test('says that others change it all the time', async () => {
    const { client, parameters } = ssmOf([]);
    let others = 0;
    onEachCall(client, async () => {
      others += 1;
      parameters.set(NAME, writePauses([aPause({ rule: 'other', since: start + others * 1_000 })]));
    });

    await expect(changePauses(client, 'prod', start, (all) => withPause(all, aPause()))).rejects.toThrow(
      PausesUnusable,
    );
  });
});
