import { describe, expect, test } from 'vitest';
import { classifyStatus } from '../../../shared/policy/model/status.ts';

describe('classifyStatus', () => {
  test.each([
    ['available', 'available'],
    ['stopped', 'stopped'],
    ['stopping', 'stopping'],
    ['starting', 'starting'],
    ['backing-up', 'transitional'],
    ['upgrading', 'transitional'],
    ['deleting', 'transitional'],
    ['preparing-data-migration', 'transitional'],
    ['inaccessible-encryption-credentials-recoverable', 'keyInaccessible'],
    ['inaccessible-encryption-credentials', 'terminal'],
    ['migration-failed', 'terminal'],
    ['upgrade_failed', 'terminal'],
  ])('takes %s for %s', (status, expected) => {
    expect(classifyStatus(status)).toBe(expected);
  });

  test.each(['', 'Available', 'teleporting', 'constructor'])('does not know "%s"', (status) => {
    expect(classifyStatus(status)).toBe('unknown');
  });
});
