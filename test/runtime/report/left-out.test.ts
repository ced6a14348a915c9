import { expect, test, vi } from 'vitest';
import { createDedupe } from '../../../shared/runtime/report/dedupe.ts';
import { reportLeftOut } from '../../../shared/runtime/report/left-out.ts';
import type { ReportDeps } from '../../../shared/runtime/report/report.ts';
import type { LeftOut } from '../../../shared/runtime/sweep/organization-accounts.ts';
import { home } from '../builders.ts';

const gone: LeftOut = {
  account: '444455556666',
  organization: 'o-a1b2c3d4e5',
  state: 'gone',
  wasTarget: true,
};
const suspended: LeftOut = { ...gone, account: '777788889999', state: 'SUSPENDED', wasTarget: false };

function aReport() {
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn(), debug: vi.fn() };
  const putEvents = vi.fn(async (_events: readonly unknown[]) => {});
  const deps: ReportDeps = { function: 'start-clusters', log, dedupe: createDedupe(), putEvents };
  const from = { mode: 'enforce', home: async () => home } as const;
  return { log, putEvents, report: (accounts: readonly LeftOut[]) => reportLeftOut(deps, accounts, from) };
}

test('each is a log line once, and an event where it has been a target until now', async () => {
  const { log, putEvents, report } = aReport();

  await report([gone, suspended]);
  await report([gone, suspended]);

  expect(log.warn.mock.calls.map(([text, { account }]) => [text, account])).toEqual([
    ['account left out', gone.account],
    ['account left out', suspended.account],
  ]);
  expect(putEvents).toHaveBeenCalledTimes(1);
  expect(putEvents.mock.calls[0]?.[0]).toMatchObject([
    {
      detailType: 'Sweep Failed',
      detail: {
        account: gone.account,
        fault: {
          name: 'AccountLeft',
          message:
            'account 444455556666 no longer belongs to organization o-a1b2c3d4e5, or to its units under targets: nothing is done in it any more',
        },
      },
    },
  ]);
});

test('an event that could not be sent is sent with the next run', async () => {
  const { putEvents, report } = aReport();
  putEvents.mockRejectedValueOnce(new Error('busy'));

  await report([gone]);
  await report([gone]);

  expect(putEvents).toHaveBeenCalledTimes(2);
});
