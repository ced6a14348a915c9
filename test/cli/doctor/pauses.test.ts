import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { checkPauses } from '../../../cli/doctor/pauses.ts';

const pause = '{"rule":"developers","since":"2026-11-20T12:00:00Z","by":"anna","because":"migration"}';
const refused = (name: string) => Object.assign(new Error(name), { name });

/** The findings about a stage whose parameter has this text, or can't be read. */
async function findings(answer: string | Error) {
  const ssm = mockClient(SSMClient);
  const asked = ssm.on(GetParameterCommand, { Name: '/dormouse/prod/paused' });
  if (typeof answer === 'string') asked.resolves({ Parameter: { Value: answer, Version: 1 } });
  else asked.rejects(answer);
  return checkPauses({ ssm: new SSMClient({ region: 'eu-central-1' }) }, 'prod');
}

test.each([
  ['[]', 'ok', 'nothing is paused'],
  [refused('ParameterNotFound'), 'ok', 'nothing is paused'],
  [`[${pause}]`, 'warning', 'the rule developers: paused by anna until it is resumed: migration'],
  [refused('AccessDeniedException'), 'unknown', "whether anything is paused can't be read: AccessDenied"],
  ['soon', 'unknown', "whether anything is paused can't be read: it is no list of pauses"],
])('%j is %s: %s', async (answer, state, detail) => {
  const found = await findings(answer);

  expect(found).toMatchObject([{ check: 'pauses', state, detail: expect.stringContaining(detail) }]);
});
