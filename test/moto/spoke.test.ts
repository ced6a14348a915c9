import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MotoServer, startMoto } from './server.ts';
import { createSpoke } from './spoke-stack.ts';

const HERE = '123456789012'; // moto's own account
const HOME = '999988887777';

let moto: MotoServer;

beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto?.close());

test.each([
  ['the Region of the role', HOME, 'eu-central-1', ['ForwardRole', 'ForwardRule', 'Note', 'Role']],
  ['another Region', HOME, 'us-east-1', ['ForwardRole', 'ForwardRule', 'Note']],
  ['another Region of the home account', HERE, 'us-west-2', ['ForwardRole', 'ForwardRule', 'Note']],
  // There is a placeholder, whose type moto passes over.
  ['the home account and Region', HERE, 'eu-west-1', []],
])('in %s, spoke.yml makes what is missing there', async (_, homeAccount, region, expected) => {
  const stack = await createSpoke(
    { url: moto.url, region },
    {
      InboxBusArn: `arn:aws:events:eu-west-1:${homeAccount}:event-bus/dormouse-prod-inbox`,
      ExternalId: 'dormouse-7f3a',
      RoleRegion: 'eu-central-1',
    },
  );

  expect(stack).toMatchObject({ status: 'CREATE_COMPLETE', resources: expected });
});
