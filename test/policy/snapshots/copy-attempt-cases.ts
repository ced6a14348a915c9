import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import { aCluster, DAY, HOUR, SATURDAY } from '../builders.ts';
import { AWAY, aSnapshot, copyOf } from './builders.ts';
import { type CopyCase, newer, underWay } from './copy-cases.ts';

const source = aSnapshot();
const attempts = (count: number, at = '09:00:00', answer = '') => ({
  tags: { [`dormouse:copy-${AWAY}`]: `attempt ${count} at 2026-11-21T${at}Z${answer}` },
});
const failedCopy = (hour: number, taken: readonly Snapshot[] = []) =>
  copyOf(source, { status: 'failed', createdAt: SATURDAY - hour * HOUR }, aCluster(), undefined, taken);
const failedCopies = [failedCopy(3)];
failedCopies.push(failedCopy(2, failedCopies));
failedCopies.push(failedCopy(1, failedCopies));

/** An automated snapshot of the night that is due for a copy, and attempts at it, except as given here. */
export const attemptCases: readonly CopyCase[] = [
  {
    name: 'the copy failed',
    source: attempts(1),
    world: { copies: [copyOf(source, { status: 'failed' })] },
    reason: 'to-copy',
  },
  { name: 'it has been tried twice', source: attempts(2), reason: 'to-copy' },
  { name: 'it has been tried three times', source: attempts(3), reason: 'copy-failed' },
  {
    name: 'it has been tried three times, and that was a day ago',
    source: { tags: { [`dormouse:copy-${AWAY}`]: 'attempt 3 at 2026-11-20T12:00:00Z' } },
    reason: 'to-copy',
  },
  { name: 'it has been tried for the fourth time, a day later', source: attempts(4), reason: 'copy-failed' },
  {
    name: 'its copy was requested minutes ago and is not to be seen',
    source: attempts(1, '11:30:01'),
    reason: 'copy-in-flight',
    detail: 'its copy was requested Sat 12:30 Europe/Berlin and us-west-2 does not show it yet',
  },
  {
    name: 'its copy was requested half an hour ago and is not to be seen',
    source: attempts(1, '11:30:00'),
    reason: 'to-copy',
  },
  {
    name: 'its third copy was requested minutes ago and is not to be seen',
    source: attempts(3, '11:50:00'),
    reason: 'copy-in-flight',
  },
  {
    name: 'AWS was busy minutes ago',
    source: attempts(1, '11:55:01', ' busy'),
    reason: 'copy-backoff',
    detail: 'AWS was busy Sat 12:55 Europe/Berlin; it is tried again from Sat 13:00 Europe/Berlin',
  },
  { name: 'AWS was busy five minutes ago', source: attempts(1, '11:55:00', ' busy'), reason: 'to-copy' },
  { name: 'AWS was busy at the third attempt', source: attempts(3, '09:00:00', ' busy'), reason: 'to-copy' },
  { name: 'AWS was busy at the fourth attempt', source: attempts(4, '09:00:00', ' busy'), reason: 'to-copy' },
  {
    name: 'AWS refused it minutes ago',
    source: attempts(1, '11:31:00', ' refused'),
    reason: 'copy-backoff',
    detail:
      'copying it to us-west-2 failed Sat 12:31 Europe/Berlin; it is tried again from Sat 13:01 Europe/Berlin',
  },
  { name: 'AWS refused it an hour ago', source: attempts(2, '11:00:00', ' refused'), reason: 'to-copy' },
  { name: 'AWS refused it three times', source: attempts(3, '11:00:00', ' refused'), reason: 'copy-failed' },
  {
    name: 'a copy that was begun minutes ago has failed',
    source: attempts(1, '11:45:00'),
    world: { copies: [failedCopy(0.25)] },
    reason: 'copy-backoff',
  },
  {
    name: 'a copy has failed that no tag records',
    world: { copies: [failedCopy(0.25)] },
    reason: 'copy-backoff',
  },
  {
    name: 'copies have failed three times that no tag records',
    world: { copies: failedCopies },
    reason: 'copy-failed',
  },
  {
    name: 'its tag is older than it is, of the snapshot that it was copied from',
    source: attempts(3, '02:00:00'),
    reason: 'to-copy',
  },
  {
    name: 'its tag is of a time far ahead',
    source: { tags: { [`dormouse:copy-${AWAY}`]: 'attempt 1 at 2027-11-21T09:00:00Z' } },
    reason: 'to-copy',
  },
  {
    name: 'what counts the attempts cannot be read',
    source: { tags: { [`dormouse:copy-${AWAY}`]: '?' } },
    reason: 'to-copy',
  },
  {
    name: 'it has been tried three times, but is not wanted any more',
    source: attempts(3),
    to: { keep: { last: 1 } },
    world: { sources: [aSnapshot(attempts(3)), newer] },
    reason: 'copy-not-wanted',
  },
  {
    name: 'four copies are under way and one has been requested that is not to be seen',
    world: {
      copies: underWay(4),
      sources: [source, aSnapshot({ id: 'unseen', createdAt: SATURDAY - HOUR, ...attempts(1, '11:59:00') })],
    },
    reason: 'copy-slots-full',
  },
  {
    name: 'four copies are under way and AWS was busy for another',
    world: {
      copies: underWay(4),
      sources: [
        source,
        aSnapshot({ id: 'busy', createdAt: SATURDAY - HOUR, ...attempts(1, '11:59:00', ' busy') }),
      ],
    },
    reason: 'copy-slots-full',
  },
  {
    name: 'its day has a copy that was requested and is not to be seen',
    to: { keep: { daily: 2 } },
    world: {
      sources: [
        aSnapshot({ createdAt: SATURDAY - 8 * HOUR }),
        aSnapshot({ id: 'unseen', ...attempts(1, '11:59:00') }),
        aSnapshot({ id: 'old', createdAt: SATURDAY - 90 * DAY, ...attempts(1, '11:59:00') }),
      ],
    },
    reason: 'copy-waits',
  },
];
