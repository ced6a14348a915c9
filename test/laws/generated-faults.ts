import fc from 'fast-check';
import type { FaultRule } from '../../simulator/core/faults.ts';

/** Bad weather for some of these actions: calls that fail, or that take effect and are not answered. */
export function generatedFaults(actions: readonly string[]): fc.Arbitrary<readonly FaultRule[]> {
  const rule = fc
    .record({
      kind: fc.constantFrom(
        ...(['throttle', 'error500', 'unavailable', 'denied', 'timeout', 'answer-lost'] as const),
      ),
      action: fc.constantFrom(...actions),
      rate: fc.constantFrom(0.5, 1),
    })
    .map((one): FaultRule => one);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(rule, { minLength: 1, maxLength: 2 }) },
  );
}
