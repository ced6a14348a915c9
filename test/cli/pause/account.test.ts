import { expect, test } from 'vitest';
import { awsForEachTest, dormouse, EVENING, HOME_POLICY, POLICY, policyFile } from '../run-cli.ts';

const aws = awsForEachTest(EVENING);

const because = ['--because', 'migration'];
const written = () => JSON.parse(aws.simulator.parameters.get('/dormouse/prod/paused') ?? 'null');

/** Its accounts are listed by AWS. */
const ORGANIZATION = `${HOME_POLICY}targets:
  organization: o-a1b2c3d4e5
  role: dormouse
  regions: [eu-central-1]
`;

test.each([
  ['a target', '111122223333', POLICY, ''],
  [
    'no target',
    '111122223334',
    POLICY,
    'has no account 111122223334, where this pause would hold nobody up; did you mean 111122223333?',
  ],
  ['the home without targets', '111122223333', HOME_POLICY, ''],
  ['another one without targets', '444455556666', HOME_POLICY, 'has no account 444455556666'],
  ['one of an organization, perhaps', '444455556666', ORGANIZATION, ''],
  ['any, while the policy has a mistake', '444455556666', 'version: 1\nrule: []\n', ''],
])(
  '--account is %s: it is paused, and a warning says where the pause would hold nobody up',
  async (_, account, text, warning) => {
    const policy = await policyFile(text);

    const { exitCode, stderr } = await dormouse([
      'pause',
      '--account',
      account,
      ...because,
      '--policy',
      policy,
    ]);

    expect(exitCode).toBe(0);
    expect(written()).toMatchObject([{ account }]);
    expect(stderr).toEqual(warning === '' ? '' : expect.stringContaining(warning));
  },
);

test('an account is paused without a policy file', async () => {
  const { exitCode, stderr } = await dormouse([
    'pause',
    '--account',
    '444455556666',
    ...because,
    ...['--policy', 'gone.yml'],
  ]);

  expect([exitCode, stderr]).toEqual([0, '']);
});
