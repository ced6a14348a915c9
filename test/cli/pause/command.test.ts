import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { outcomeEventSchema } from '../../../shared/runtime/report/event-schema.ts';
import { awsForEachTest, dormouse, EVENING, policyFile, sentEvents } from '../run-cli.ts';

const aws = awsForEachTest(EVENING);
const PARAMETER = '/dormouse/prod/paused';

beforeEach(() => void vi.spyOn(Date, 'now').mockReturnValue(Date.parse(EVENING)));
afterEach(() => void vi.restoreAllMocks());

const written = () => JSON.parse(aws.simulator.parameters.get(PARAMETER) ?? 'null');
/** The entries that are not over. */
const lasting = () =>
  (written() ?? []).filter(({ until }: { until?: string }) => !(until && Date.parse(until) <= Date.now()));
const because = ['--because', 'migration'];

describe('dormouse pause', () => {
  test('writes who paused what, until when and why', async () => {
    const { exitCode, stdout } = await dormouse(['pause', '--for', '4h', ...because]);

    expect(written()).toEqual([
      {
        by: 'simulator',
        because: 'migration',
        since: '2026-11-23T20:00:00Z',
        until: '2026-11-24T00:00:00Z',
      },
    ]);
    expect(stdout).toBe(
      'Stage prod: paused\n  everything until Tue 00:00 UTC, by simulator since Mon 20:00 UTC: migration\n',
    );
    expect(exitCode).toBe(0);
  });

  test.each([
    [['--function', 'prune-snapshots'], { function: 'prune-snapshots' }],
    [
      ['--account', '444455556666', '--until', '2026-12-24'],
      { account: '444455556666', until: '2026-12-25T00:00:00Z' },
    ],
    [['--rule', 'developers'], { rule: 'developers' }],
  ])('%j is kept as %j', async (words, expected) => {
    const policy = await policyFile();

    await dormouse(['pause', ...words, ...because, '--policy', policy]);

    expect(written()).toMatchObject([expected]);
  });

  test('takes the place of a pause of the same, keeps the others, and drops what is over', async () => {
    await dormouse(['pause', '--function', 'prune-snapshots', ...because]);
    await dormouse(['pause', '--for', '30m', '--because', 'short']);
    await dormouse(['pause', '--function', 'prune-snapshots', '--because', 'again']);
    expect(written()).toMatchObject([{ because: 'short' }, { because: 'again' }]);

    vi.spyOn(Date, 'now').mockReturnValue(Date.parse(EVENING) + 3_600_000);
    await dormouse(['pause', '--account', '444455556666', ...because]);

    expect(written()).toMatchObject([{ because: 'again' }, { account: '444455556666' }]);
  });

  test('is of another stage with --stage', async () => {
    await dormouse(['pause', '--stage', 'dev', ...because]);

    expect([...aws.simulator.parameters.keys()]).toEqual(['/dormouse/dev/paused']);
  });

  test.each([
    [[], 'say it with --because'],
    [[...because, '--function', 'prune-snapshot'], 'did you mean prune-snapshots?'],
    [[...because, '--account', 'prod'], 'write its 12 digits'],
    [[...because, '--rule', 'developer'], 'did you mean developers?'],
    [[...because, '--for', 'long'], 'write for example 30m, 4h or 7d'],
    [[...because, '--until', '2026-11-01'], 'name a time to come'],
    [[...because, '--for', '4h', '--until', '2026-12-01'], 'give one of them'],
  ])('%j is refused with a remedy, and nothing is paused', async (words, remedy) => {
    const { exitCode, stderr } = await dormouse(['pause', ...words, '--policy', await policyFile()]);

    expect(stderr).toContain(remedy);
    expect(exitCode).toBe(1);
    expect(written()).toBeNull();
  });

  test('nobody’s pause is lost when two people pause at the same time', async () => {
    const { parameters } = aws.simulator;
    const set = parameters.set.bind(parameters);
    const other = [
      { since: '2026-11-23T19:59:00Z', by: 'ben', because: 'audit', function: 'prune-snapshots' },
    ];
    vi.spyOn(parameters, 'set').mockImplementationOnce((name, value) => {
      set(name, JSON.stringify(other));
      return set(name, value);
    });

    await dormouse(['pause', ...because]);

    expect(written()).toMatchObject([{ by: 'ben' }, { by: 'simulator' }]);
  });

  test('what is no list of pauses is not written over', async () => {
    aws.simulator.parameters.set(PARAMETER, 'soon');

    const { exitCode, stderr } = await dormouse(['pause', ...because]);

    expect(stderr).toContain(`can't be used: it is no list of pauses`);
    expect(exitCode).toBe(1);
    expect(aws.simulator.parameters.get(PARAMETER)).toBe('soon');
  });

  test('more than the parameter holds is refused', async () => {
    for (let rule = 0; rule < 15; rule += 1) {
      const account = String(rule).padStart(12, '0');
      await dormouse(['pause', '--account', account, '--because', 'x'.repeat(290)]);
    }

    expect(Buffer.byteLength(JSON.stringify(written()))).toBeLessThanOrEqual(4_096);
    const { stderr } = await dormouse(['pause', '--because', 'x'.repeat(290)]);
    expect(stderr).toContain('of 4096 bytes; write a shorter reason, or end pauses that nobody needs');
  });

  test('sends an event', async () => {
    await dormouse(['pause', '--for', '4h', ...because, '--event-bus', 'dormouse-prod']);
    await dormouse(['resume', '--event-bus', 'dormouse-prod']);

    const events = sentEvents(aws).map(({ event }) => event);
    for (const event of events) outcomeEventSchema.parse(event);
    expect(events.map((event) => event['detail-type'])).toEqual(['Dormouse Paused', 'Dormouse Resumed']);
    expect(events[0]?.detail).toMatchObject({
      paused: {},
      until: '2026-11-24T00:00:00Z',
      by: 'simulator',
      detail: 'simulator paused everything until 2026-11-24T00:00:00Z: migration',
    });
  });
});

describe('dormouse pause --show', () => {
  test('says that nothing is paused, and needs no reason', async () => {
    expect(await dormouse(['pause', '--show'])).toMatchObject({
      stdout: 'Stage prod: nothing is paused.\n',
      exitCode: 0,
    });
  });

  test('is about prod where the variable for the deployment is empty', async () => {
    vi.stubEnv('DORMOUSE_DEPLOYMENT', '');

    expect((await dormouse(['pause', '--show'])).stdout).toBe('Stage prod: nothing is paused.\n');
  });

  test('says for programs what is', async () => {
    await dormouse(['pause', '--function', 'prune-snapshots', ...because]);

    const { stdout } = await dormouse(['pause', '--show', '--json']);

    expect(JSON.parse(stdout)).toEqual({
      ...{ version: 1, command: 'pause', stage: 'prod', status: 'shown', ended: [] },
      pauses: [
        {
          ...{ function: 'prune-snapshots', by: 'simulator', because: 'migration' },
          since: '2026-11-23T20:00:00Z',
        },
      ],
    });
  });
});

describe('dormouse resume', () => {
  const pauseTwo = async () => {
    await dormouse(['pause', ...because]);
    await dormouse(['pause', '--function', 'prune-snapshots', ...because]);
  };

  test('ends the only pause', async () => {
    await dormouse(['pause', '--account', '444455556666', ...because]);

    const { stdout, exitCode } = await dormouse(['resume']);

    expect(stdout).toBe(
      'Resumed: everything in the account 444455556666, which was paused by simulator.\nStage prod: nothing is paused.\n',
    );
    expect([lasting(), exitCode]).toEqual([[], 0]);
  });

  test('asks which one where there are several', async () => {
    await pauseTwo();

    const { exitCode, stderr } = await dormouse(['resume', '--function', 'start-clusters']);

    expect(stderr).toContain(
      'the function start-clusters is not paused; paused: everything; the function prune-snapshots',
    );
    expect([exitCode, written().length]).toEqual([1, 2]);
  });

  test('ends one of several', async () => {
    await pauseTwo();

    await dormouse(['resume', '--function', 'prune-snapshots']);

    expect(lasting()).toMatchObject([{ by: 'simulator' }]);
    expect(lasting()[0]).not.toHaveProperty('function');
  });

  test('ends the longest list at once, and refuses a reason that nobody would read', async () => {
    for (let account = 10; account < 19; account += 1) {
      await dormouse(['pause', '--account', `4444555566${account}`, '--because', 'x'.repeat(300)]);
    }
    const before = written();
    expect(before).toHaveLength(9);

    expect((await dormouse(['resume', '--all', '--because', 'y'.repeat(301)])).stderr).toContain(
      'the reason has 301 characters; write at most 300',
    );
    expect(written()).toEqual(before);
    expect((await dormouse(['resume', '--all', '--because', 'y'.repeat(300)])).exitCode).toBe(0);
    expect(lasting()).toEqual([]);
  });

  test('ends all of them', async () => {
    await pauseTwo();

    await dormouse(['resume', '--all']);

    expect(lasting()).toEqual([]);
  });

  test('leaves an entry that is over, with who ended the pause and why', async () => {
    await dormouse(['pause', '--for', '4h', ...because]);

    await dormouse(['resume', '--because', 'it is done']);

    expect(written()).toEqual([
      {
        by: 'simulator',
        because: 'it is done',
        since: '2026-11-23T20:00:01Z',
        until: '2026-11-23T20:00:00Z',
      },
    ]);
  });

  test('says that nothing was paused', async () => {
    const { stdout, exitCode } = await dormouse(['resume', '--json']);

    expect(JSON.parse(stdout)).toMatchObject({ status: 'already', pauses: [] });
    expect([exitCode, written()]).toEqual([0, null]);
  });
});
