import { expect, test } from 'vitest';
import { PayloadError } from '../../shared/runtime/errors.ts';
import { readRequest } from '../../shared/runtime/read-request.ts';

test.each([
  [{}, {}],
  [{ source: 'aws.scheduler', 'detail-type': 'Scheduled Event' }, {}],
  [{ mode: 'observe' }, { mode: 'observe' }],
])('%o asks for %o', async (event, request) => {
  expect(await readRequest(event)).toEqual(request);
});

test.each([undefined, null, [], '', { mode: 'perhaps' }])('%o is refused', async (event) => {
  await expect(readRequest(event)).rejects.toThrow(PayloadError);
});
