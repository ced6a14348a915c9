import { afterEach, expect, test, vi } from 'vitest';
import { handler } from '../../validator/validate-policy.ts';

afterEach(() => void vi.unstubAllEnvs());

const good = 'version: 1\nrules:\n  - { name: all, match: {}, power: { hours: always } }\n';

/** As AppConfig asks. */
const event = (text: string) => ({
  applicationId: 'abc1234',
  configurationProfileId: 'def5678',
  configurationVersion: '2',
  content: Buffer.from(text).toString('base64'),
  uri: 'hosted',
});

test('a policy without a mistake may be deployed, also with characters beyond ASCII', async () => {
  await expect(handler(event(`# für Änderungen\n${good}`))).resolves.toBeUndefined();
});

test('a policy with mistakes is refused with each of them, its place and its remedy', async () => {
  const refused = handler(event(good.replace('always', 'allways').replace('power', 'powr')));

  await expect(refused).rejects.toThrow(/^hosted:3:\d+ .*powr.*; .*power/);
});

test.each(['', 'version: 1', '[', '\0', 'a: &a [*a]'])('%j is no policy', async (text) => {
  await expect(handler(event(text))).rejects.toThrow(/^hosted:\d+:\d+ /);
});

test.each([
  ['o-a1b2c3d4e5', true],
  ['o-zzzzzzzzzz', false],
  ['', false],
])('targets of an organization need the parameter of the stack: %j', async (organization, is) => {
  vi.stubEnv('DORMOUSE_ORGANIZATION', organization);
  const text = `targets: { organization: o-a1b2c3d4e5, regions: [eu-central-1] }\n${good}`;

  const asked = handler(event(text));

  if (is) await expect(asked).resolves.toBeUndefined();
  else await expect(asked).rejects.toThrow('write organization: o-a1b2c3d4e5 into the parameters');
});

test.each([
  ['/dormouse', true],
  ['/platform/dormouse-eu', false],
])('targets name the role that the functions may assume: %s', async (role, is) => {
  vi.stubEnv('DORMOUSE_ROLE', role);
  const target =
    '{ account: "444455556666", role: "arn:aws:iam::444455556666:role/dormouse", regions: [eu-central-1] }';

  const asked = handler(event(`targets: [${target}]\n${good}`));

  if (is) await expect(asked).resolves.toBeUndefined();
  else await expect(asked).rejects.toThrow('targets name the role dormouse');
});

test.each([undefined, null, {}, { content: 1 }])('%j is no event of AppConfig', async (asked) => {
  await expect(handler(asked)).rejects.toThrow('name this function as a validator');
});
