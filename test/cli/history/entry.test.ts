import { expect, test } from 'vitest';
import { readEntry } from '../../../cli/history/entry.ts';

test('text of an event cannot write on the terminal, nor turn the direction of writing', () => {
  const detail = {
    ...{ function: 'dormouse hold', mode: 'enforce', at: '2026-11-23T20:00:00Z', account: '111122223333' },
    ...{ region: 'eu-central-1', cluster: 'dev\u001b[2K\r\nprod', by: 'anna\u202e', because: 'a\u009bb' },
  };
  const event = { id: '1', 'detail-type': 'Cluster Hold Set', source: 'dormouse', detail };

  expect(readEntry(JSON.stringify(event))).toMatchObject({
    cluster: 'dev [2K prod',
    by: 'anna ',
    because: 'a b',
  });
});
