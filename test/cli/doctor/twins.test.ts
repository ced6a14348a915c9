import { expect, test } from 'vitest';
import { inbox, wrongOf } from './doctor-scene.ts';

const account = '444455556666';

/** The findings about a place whose note names this bus. */
async function noted(bus: string) {
  return wrongOf([
    {
      account,
      breakIt: ({ parameters }, { note }) => {
        const text = JSON.stringify({
          ...JSON.parse(parameters.get(note) ?? ''),
          inbox: bus,
          version: '0.0.9',
        });
        parameters.set(note, text);
      },
    },
  ]);
}

test('a target that is a home of its own, of the same stage and role name, would take the same snapshots', async () => {
  expect(await noted(`arn:aws:events:eu-central-1:${account}:event-bus/dormouse-prod-inbox`)).toEqual([
    {
      ...{ check: 'targets', state: 'problem', account, region: 'eu-central-1' },
      detail: `${account} eu-central-1: it is a home of its own, and the same deployment, prod: each takes the snapshots of the other for its own`,
      remedy: 'set roleName of one of them to a name of its own: docs/organisation.md#two-homes',
    },
  ]);
});

test('so would the home of the same account in another Region, which looks after the target', async () => {
  const [twin, ...more] = await noted(inbox.replace('eu-central-1', 'us-east-1'));

  expect(twin?.detail).toContain(`another home, in ${inbox.split(':')[4]} us-east-1, is the same deployment`);
  expect(more).toEqual([]);
});

test('another bus of the home is no other home', async () => {
  const other = inbox.replace('dormouse-prod-inbox', 'inbox-of-ours');

  expect(await noted(other)).toContainEqual(
    expect.objectContaining({
      detail: `${account} eu-central-1: RDS events go to ${other}, not to ${inbox}`,
      remedy: `update its stack with InboxBusArn=${inbox}`,
    }),
  );
});
