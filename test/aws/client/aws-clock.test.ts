import { describe, expect, it, vi } from 'vitest';
import { createScope } from '../../../shared/aws/client/clients.ts';
import { listClusters } from '../../../shared/aws/read/clusters.ts';
import { account, region } from '../builders.ts';
import { fakeHttp, noClusters } from '../fake-http.ts';

const page = (marker: string) =>
  noClusters.replace('<DBClusters/>', `<DBClusters/><Marker>${marker}</Marker>`);

function observe(...answers: { xml: string; headers?: Record<string, string> }[]) {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAHOME');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  const { options } = fakeHttp(() => answers.shift() ?? { xml: '' });
  return listClusters(createScope({ account, region }, options));
}

describe('the time of an observation', () => {
  it("is AWS's own when it gave the last page", async () => {
    const { observedAt } = await observe(
      { xml: page('m1'), headers: { date: 'Fri, 20 Nov 2026 19:04:59 GMT' } },
      { xml: noClusters, headers: { date: 'Fri, 20 Nov 2026 19:05:00 GMT' } },
    );

    expect(observedAt).toBe(Date.parse('2026-11-20T19:05:00Z'));
  });

  it.each([{}, { date: 'yesterday' }])(
    "is this machine's when the answer bears the headers %j",
    async (headers) => {
      const before = Date.now();

      const { observedAt } = await observe({ xml: noClusters, headers });

      expect(observedAt).toBeGreaterThanOrEqual(before);
      expect(observedAt).toBeLessThanOrEqual(Date.now());
    },
  );
});
