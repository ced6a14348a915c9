import { describe, expect, it } from 'vitest';
import { DrillRecordChanged } from '../../../shared/aws/evidence/drill-store.ts';
import { createDrillStore } from '../../../shared/aws/evidence/store.ts';
import { evidenceKey, openKey } from '../../../shared/policy/recovery/evidence/keys.ts';
import { jsonText, NO_PREDECESSOR, sha256 } from '../../../shared/policy/recovery/evidence/text.ts';
import { drillRecord, failedRecord, passedRecord } from '../../support/builders/drill-records.ts';
import { modelBucket, watched } from './model-bucket.ts';

const first = '202611280200-0a1b2c3d';
const second = '202611280200-99999999';
const here = drillRecord().place;

function setUp() {
  const bucket = modelBucket(() => Date.parse('2026-11-28T04:10:00Z'));
  return { ...bucket, store: createDrillStore(bucket.objects) };
}

/** A store in which these drills have been closed one after the other. */
async function closed(...records: ReturnType<typeof passedRecord>[]) {
  const set = setUp();
  for (const record of records) {
    const begun = await set.store.begin(drillRecord({ drill: record.drill, source: record.source }));
    if (begun === undefined) throw new Error('it is on record already');
    await set.store.close(record, begun.etag);
  }
  return set;
}

describe('a drill is on record', () => {
  it('once, however often it is begun', async () => {
    const { store } = setUp();
    const record = drillRecord();

    const begun = await store.begin(record);

    expect(begun?.record).toEqual(record);
    expect(await store.begin({ ...record, openedAt: '2026-11-28T03:15:00Z' })).toBeUndefined();
    expect(await store.open(here)).toEqual([begun]);
  });

  it('also when the answer was lost and it is put there again', async () => {
    const { store } = setUp();

    const begun = await store.begin(drillRecord());

    expect(await store.begin(drillRecord())).toEqual(begun);
  });

  it('in its own account and Region only', async () => {
    const { store } = setUp();
    await store.begin(drillRecord());

    expect(await store.open({ ...here, region: 'eu-central-2' })).toEqual([]);
    expect(await store.open({ ...here, account: '444455556666' })).toEqual([]);
  });

  it('and never begins again once it is over', async () => {
    const { store, content } = await closed(passedRecord());

    expect(await store.begin(drillRecord())).toBeUndefined();
    expect(content.has(openKey(drillRecord()))).toBe(false);
    expect(await store.done(here, Date.parse('2026-11-28T02:00:00Z'))).toEqual(new Set([first]));
    expect(await store.done(here, Date.parse('2026-11-28T02:01:00Z'))).toEqual(new Set());
  });

  it('and what a run left of it that came too late is none', async () => {
    const { store, content } = await closed(passedRecord());
    content.set(openKey(drillRecord()), { text: jsonText(drillRecord()), at: 0 });

    expect(await store.open(here)).toEqual([]);
  });

  it('and is closed again, without another number, when a run ended before it was removed', async () => {
    const { store, content } = await closed(passedRecord());
    const left = content.get(evidenceKey(1))?.text ?? '';
    content.set(openKey(drillRecord()), { text: left, at: 0 });

    const [found] = await store.open(here);

    expect(await store.close(found?.record ?? drillRecord(), found?.etag ?? '')).toEqual({ sequence: 1 });
    expect(content.has(openKey(drillRecord()))).toBe(false);
    expect(content.has(evidenceKey(2))).toBe(false);
  });

  it('and a run that comes late by a whole drill does not close it a second time', async () => {
    const { store, content } = setUp();
    const begun = await store.begin(drillRecord());
    const text = content.get(openKey(drillRecord()))?.text ?? '';
    await store.close(passedRecord(), begun?.etag ?? '');
    // Put there again by a run that had not seen that it is over, and that ended right then.
    content.set(openKey(drillRecord()), { text, at: 0 });

    const late = await store.save(passedRecord(), begun?.etag ?? '');

    expect(await store.close(late.record, late.etag)).toEqual({ sequence: 1 });
    expect(content.has(evidenceKey(2))).toBe(false);
    expect(content.has(openKey(drillRecord()))).toBe(false);
  });

  it('and whoever only reads writes nothing', async () => {
    const { objects, content } = await closed(passedRecord());
    content.set(openKey(drillRecord()), { text: jsonText(drillRecord()), at: 0 });
    const calls: string[] = [];
    const store = createDrillStore(
      watched(objects, async ({ call }, run) => {
        calls.push(call);
        return run();
      }),
    );

    await store.open(here);
    await store.done(here, 0);
    await store.last(drillRecord());
    await store.proven(here);

    expect(new Set(calls)).toEqual(new Set(['list', 'get']));
  });
});

describe('a record is written', () => {
  it('only as long as nobody else has written it', async () => {
    const { store } = setUp();
    const begun = await store.begin(drillRecord());
    const etag = begun?.etag ?? '';
    await store.save(drillRecord({ phases: { restoreRequestedAt: '2026-11-28T03:10:02Z' } }), etag);

    const late = store.save(drillRecord({ phases: { goneAt: '2026-11-28T03:10:02Z' } }), etag);

    await expect(late).rejects.toThrow(DrillRecordChanged);
  });

  it('again without harm when the answer was lost', async () => {
    const { store } = setUp();
    const begun = await store.begin(drillRecord());
    const next = drillRecord({ phases: { restoreRequestedAt: '2026-11-28T03:10:02Z' } });
    const saved = await store.save(next, begun?.etag ?? '');

    expect(await store.save(next, begun?.etag ?? '')).toEqual(saved);
  });

  it('never without being there', async () => {
    const { store } = setUp();

    await expect(store.save(drillRecord(), '"gone"')).rejects.toThrow(DrillRecordChanged);
  });
});

describe('closed drills', () => {
  it('make a chain: each names the digest of the one before', async () => {
    const { content } = await closed(passedRecord(), failedRecord({ drill: second }));

    const texts = [1, 2].map((number) => content.get(evidenceKey(number))?.text ?? '');
    expect(texts.map((text) => JSON.parse(text).closing)).toEqual([
      { sequence: 1, previous: NO_PREDECESSOR },
      { sequence: 2, previous: sha256(texts[0] ?? '') },
    ]);
  });

  it('leave a small mark with their verdict and the digest of their evidence', async () => {
    const { content } = await closed(passedRecord());

    const { text = '' } = content.get(`done/111122223333/eu-central-1/${first}.json`) ?? {};
    expect(JSON.parse(text)).toEqual({
      closedAt: '2026-11-28T04:10:00Z',
      sequence: 1,
      sha256: sha256(content.get(evidenceKey(1))?.text ?? ''),
      source: {
        ...{ account: '111122223333', cluster: 'prod-orders', region: 'eu-central-1' },
        resourceId: 'cluster-ORDERS',
      },
      verdict: 'passed',
    });
  });

  it('need a verdict', async () => {
    const { store } = setUp();
    const begun = await store.begin(drillRecord());

    await expect(store.close(drillRecord(), begun?.etag ?? '')).rejects.toThrow('no verdict');
  });

  it('are found by the cluster: the last one in which a check had an answer', async () => {
    const record = drillRecord();
    const unasked = failedRecord({ drill: '202612280200-11111111', checks: [] });
    const { store } = await closed(passedRecord(), failedRecord({ drill: second }), unasked);

    expect((await store.last(record))?.drill).toBe(second);
    const other = { ...record.source, resourceId: 'cluster-OTHER' };
    expect(await store.last({ ...record, source: other })).toBeUndefined();
    const earlier = { kind: 'pitr', restoreTime: '2026-11-28T01:00:00Z' } as const;
    expect(await store.last({ ...record, point: earlier })).toBeUndefined();
  });

  it('prove the cluster only if they passed', async () => {
    const other = { ...drillRecord().source, resourceId: 'cluster-OTHER' };
    const { store } = await closed(passedRecord(), failedRecord({ drill: second, source: other }));

    expect(await store.proven(here)).toEqual(
      new Map([['cluster-ORDERS', Date.parse('2026-11-28T04:10:00Z')]]),
    );
  });
});

it.each([
  ['no JSON', 'oops', 'is not the record of a drill: it is no JSON object'],
  ['not a record', '{"version":2}', 'is not the record of a drill: version'],
  ['another drill', jsonText(drillRecord({ drill: second })), 'holds the record of another drill'],
])(
  'an open record that is %s stops the account and Region, and says which it is',
  async (_, text, message) => {
    const { store, content } = setUp();
    content.set(openKey(drillRecord()), { text, at: 0 });

    await expect(store.open(here)).rejects.toThrow(message);
    await expect(store.open(here)).rejects.toThrow(first);
  },
);

it.each(['oops', '{"version":2}', jsonText(drillRecord({ drill: second }))])(
  'with somebody to hear of it, an open record that is %j keeps none of the others from being read',
  async (text) => {
    const { store, content } = setUp();
    const other = await store.begin(drillRecord({ drill: second }));
    content.set(openKey(drillRecord()), { text, at: 0 });
    const heard: string[] = [];

    expect(await store.open(here, (detail) => heard.push(detail))).toEqual([other]);
    expect(heard).toEqual([expect.stringContaining(first)]);
  },
);
