import { describe, expect, it } from 'vitest';
import { provenTag, readProof } from '../../../../shared/policy/recovery/evidence/proven-tag.ts';
import { drillRecord, failedRecord, passedRecord } from '../../../support/builders/drill-records.ts';

const value =
  '2026-11-28T03:57:03Z point 2026-11-27T03:00:00Z in eu-central-1 took 47m drill 202611280200-0a1b2c3d';

describe('the tag dormouse:proven', () => {
  it('says when a drill passed, from which recovery point, where, and how long it took', () => {
    expect(provenTag(passedRecord())).toEqual({ 'dormouse:proven': value });
  });

  it('has only characters that AWS allows in tags', () => {
    expect(value).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u);
  });

  it('names the time of a point-in-time restore, and rounds the time that it took up', () => {
    const point = { kind: 'pitr', restoreTime: '2026-11-28T03:00:00Z' } as const;

    expect(provenTag(passedRecord({ point, rtoMs: 61_000 }))).toEqual({
      'dormouse:proven': expect.stringContaining('point 2026-11-28T03:00:00Z in eu-central-1 took 2m'),
    });
  });

  it.each([
    ['failed', failedRecord()],
    ['is not over', drillRecord()],
  ])('is not written for a drill that %s', (_, record) => {
    expect(provenTag(record)).toBeUndefined();
  });

  it('is read as it was written', () => {
    expect(readProof({ tags: provenTag(passedRecord()) ?? {} })).toEqual({
      at: Date.parse('2026-11-28T03:57:03Z'),
      point: Date.parse('2026-11-27T03:00:00Z'),
      ...{ region: 'eu-central-1', rtoMs: 47 * 60_000, drill: '202611280200-0a1b2c3d' },
    });
  });

  it.each([
    ['absent', {}],
    ['in another form', { 'dormouse:proven': 'yes' }],
    ['longer than it may be', { 'dormouse:proven': `${value} ` }],
    ['of no date', { 'dormouse:proven': value.replace('2026-11-28T', '2026-99-28T') }],
  ])('is none when it is %s', (_, tags) => {
    expect(readProof({ tags })).toBeUndefined();
  });

  it('is none when the cluster is younger: it was restored with the tags of another', () => {
    const createdAt = Date.parse('2026-11-29T00:00:00Z');

    expect(readProof({ tags: { 'dormouse:proven': value }, createdAt })).toBeUndefined();
  });
});
