import { expect, test } from 'vitest';
import { PayloadError } from '../../../shared/runtime/request/errors.ts';
import { readRequest } from '../../../shared/runtime/request/read-request.ts';

test.each([
  [{}, {}],
  [{ source: 'aws.scheduler', 'detail-type': 'Scheduled Event' }, {}],
  [{ mode: 'observe' }, { mode: 'observe' }],
])('%o asks for %o', async (event, request) => {
  expect(await readRequest(event, {})).toEqual(request);
});

test('an override is read for a function that is overridable, and refused by the others', async () => {
  const event = { clusters: ['audited-1'], desired: 'declared' };

  expect(await readRequest(event, { overridable: true })).toMatchObject({
    override: { desired: 'declared' },
  });
  await expect(readRequest(event, {})).rejects.toThrow('payload desired "declared" is not a known key');
});

test.each([undefined, null, [], '', { mode: 'perhaps' }])('%o is refused', async (event) => {
  await expect(readRequest(event, {})).rejects.toThrow(PayloadError);
});
