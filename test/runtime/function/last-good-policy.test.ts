import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { etagOf } from '../../../simulator/s3/checksums.ts';
import { credentials, stubSimulator } from '../../simulator/stub-simulator.ts';

const good = (mode: string) =>
  `version: 1\nmode: ${mode}\nrules: [{ name: all, match: {}, power: { hours: always } }]\n`;
const broken = good('enforce').replace('version: 1', 'version: 2');

// Powertools keeps its clients, and so the endpoint of the first test.
const simulator = stubSimulator({ buckets: [{ name: 'policies' }] });
let served: Awaited<ReturnType<typeof simulator.listen>>;
let tests = 0;

beforeAll(async () => {
  served = await simulator.listen();
});
afterAll(() => served.close());

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const variables = {
    AWS_ENDPOINT_URL: served.url,
    AWS_REGION: 'eu-central-1',
    AWS_MAX_ATTEMPTS: '1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
});
afterEach(() => {
  simulator.faults.setRules([]);
  simulator.calls.clear();
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** A policy of its own in that source, and functions that read it. */
function stage(kind: 'ssm' | 's3') {
  tests += 1;
  const name = `policy-${tests}.yml`;
  const source = kind === 'ssm' ? `ssm:/${name}` : `s3://policies/${name}`;
  const put = (text: string) => {
    const body = Buffer.from(text);
    const object = { body, etag: etagOf(body), type: 'text/yaml', checksums: {}, metadata: {} };
    if (kind === 'ssm') simulator.parameters.set(`/${name}`, text);
    else simulator.buckets.named('policies').put(name, object);
  };
  const remove = () => simulator.buckets.named('policies').put(name);
  /** As in a cold start, which remembers nothing. */
  async function coldStart() {
    vi.resetModules();
    const { readConfig } = await import('../../../shared/runtime/function/config.ts');
    const { loadPolicy } = await import('../../../shared/runtime/function/load-policy.ts');
    const config = readConfig({ AWS_REGION: 'eu-central-1', DORMOUSE_POLICY: source });
    return async () => {
      vi.advanceTimersByTime(61_000);
      const { policy, outdated, version } = await loadPolicy(config);
      return { mode: policy.mode, outdated, version };
    };
  }
  return { put, remove, coldStart };
}

describe.each(['ssm', 's3'] as const)('the policy in %s', (source) => {
  test('is the newest, and not outdated', async () => {
    const { put, coldStart } = stage(source);
    put(good('observe'));
    put(good('enforce'));

    expect(await (await coldStart())()).toMatchObject({ mode: 'enforce', outdated: undefined });
  });

  test.each([1, 3])(
    'with a mistake in the last %i versions is the last good one, also after a cold start',
    async (mistakes) => {
      const { put, coldStart } = stage(source);
      put(good('observe'));
      put(good('enforce'));
      for (let count = 0; count < mistakes; count += 1) put(`${broken}# ${count}\n`);

      const { mode, outdated } = await (await coldStart())();

      expect(mode).toBe('enforce');
      expect(outdated).toMatch(
        /^the newest policy can't be used, so version \w+ decides: .*\.yml:1:10 version: 2 is not 1/,
      );
    },
  );

  test('is used again once it is mended', async () => {
    const { put, coldStart } = stage(source);
    put(good('observe'));
    const load = await coldStart();
    await load();
    put(broken);
    expect((await load()).outdated).toBeDefined();
    put(good('enforce'));

    expect(await load()).toMatchObject({ mode: 'enforce', outdated: undefined });
  });

  test('is looked for once, and not in every run', async () => {
    const { put, coldStart } = stage(source);
    put(good('observe'));
    put(broken);
    const load = await coldStart();
    await load();
    simulator.calls.clear();

    expect((await load()).outdated).toBeDefined();
    expect(simulator.calls.list()).toHaveLength(1);
  });

  test('that was never good is none', async () => {
    const { put, coldStart } = stage(source);
    put(broken);

    await expect((await coldStart())()).rejects.toThrow(/1:10 version: 2 is not 1/);
  });

  test('that may not be read any more is the one that was used before', async () => {
    const { put, coldStart } = stage(source);
    put(good('enforce'));
    const load = await coldStart();
    await load();
    simulator.faults.setRules([{ kind: 'denied' }]);

    expect(await load()).toMatchObject({
      mode: 'enforce',
      outdated: expect.stringMatching(/can't be read: .*(AccessDenied|not authorized)/),
    });
    await expect((await coldStart())()).rejects.toThrow("can't be read");
  });

  test('that could not be read for a while does not come back when it has been changed since', async () => {
    const { put, coldStart } = stage(source);
    const outage = [{ kind: 'denied' as const }];
    put(good('observe'));
    const load = await coldStart();
    await load();
    simulator.faults.setRules(outage);
    await load();
    simulator.faults.setRules([]);
    put(good('enforce'));
    await load();
    simulator.faults.setRules(outage);

    expect(await load()).toMatchObject({ mode: 'enforce' });
  });
});

test('an object that was deleted leaves the version before', async () => {
  const { put, remove, coldStart } = stage('s3');
  put(good('enforce'));
  remove();

  const { mode, outdated } = await (await coldStart())();

  expect(mode).toBe('enforce');
  expect(outdated).toContain("can't be read");
});
