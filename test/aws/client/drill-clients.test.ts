import { expect, test } from 'vitest';
import { createScope } from '../../../shared/aws/client/clients.ts';
import { inProcess } from '../../../simulator/in-process.ts';
import { createSimulator } from '../../../simulator/simulator.ts';

const home = { account: '111122223333', region: 'eu-central-1' };
const name = 'dormouse-prod-DrillRestoresRole-1A2B3C';

function principalOf(target: { readonly role?: string }, rolePath?: string): Promise<string> | undefined {
  const simulator = createSimulator({ fleet: 'clusters: []\n', role: name });
  const options = {
    requestHandler: inProcess(simulator),
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  };
  const caller = rolePath === undefined ? {} : { rolePath };
  return createScope({ ...home, ...target }, options, caller).clients.drill?.principal();
}

// The session of a role shows no path, and IAM asks for the ARN with it.
test.each([
  [undefined, `arn:aws:iam::111122223333:role/${name}`],
  ['/', `arn:aws:iam::111122223333:role/${name}`],
  ['/platform/', `arn:aws:iam::111122223333:role/platform/${name}`],
])('with the path %s, a function asks IAM about its own role as %s', async (path, arn) => {
  expect(await principalOf({}, path)).toBe(arn);
});

test('in a target account it asks about the role there, whose ARN the policy names', async () => {
  const role = 'arn:aws:iam::444455556666:role/platform/dormouse';

  expect(await principalOf({ role }, '/others/')).toBe(role);
});
