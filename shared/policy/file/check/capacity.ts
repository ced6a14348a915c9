import type { Issue, Path } from '../../../document/problem.ts';
import { type CapacityRange, widestRange } from '../../capacity/range.ts';
import { capacityEngine } from '../../model/engines.ts';
import type { CapacityEntry, Policy } from '../../model/policy.ts';

/** Capacity entries behind one that always applies. */
export function checkCapacityEntries({ rules }: Policy): Issue[] {
  return rules.flatMap(({ capacity = [] }, index) => {
    const last = capacity.findIndex(({ hours }) => hours === undefined || hours.ranges === 'always');
    return capacity.slice(last === -1 ? capacity.length : last + 1).map((_entry, offset) => ({
      path: ['rules', index, 'capacity', last + 1 + offset],
      message: `is never reached: the entry before it, capacity[${last}], always applies`,
      remedy: 'put the entry without hours last',
    }));
  });
}

/**
 * Capacity that no engine of the rule can have, whatever its version. Warnings, because AWS widens its ranges at times,
 * and a cluster that cannot have a capacity is left alone.
 */
export function checkCapacityRanges({ rules }: Policy): Issue[] {
  return rules.flatMap(({ match: { engines = [] }, capacity = [] }, index) => {
    if (engines.length === 0 || capacity.length === 0) return [];
    const path = ['rules', index, 'capacity'];
    const able = engines.flatMap((engine) => {
      const range = widestRange(engine);
      return range === undefined ? [] : [{ engine, range }];
    });
    return able.length === 0
      ? [withoutCapacity(path, engines)]
      : capacity.flatMap((entry, row) => outside([...path, row], entry, able));
  });
}

function withoutCapacity(path: Path, engines: readonly string[]): Issue {
  return {
    path,
    severity: 'warning',
    atKey: true,
    message: `does nothing: these engines have no serverless capacity: ${engines.join(', ')}`,
    remedy: 'remove it, or name other engines in match',
  };
}

function outside(
  path: Path,
  { min, max }: CapacityEntry,
  able: readonly { engine: string; range: CapacityRange }[],
): Issue[] {
  const names = able.map(({ engine }) => engine).join(', ');
  const least = Math.min(...able.map(({ range }) => range.min));
  const most = Math.max(...able.map(({ range }) => range.max));
  const leastMax = Math.min(...able.map(({ engine }) => capacityEngine(engine)?.leastMax ?? 1));
  const finding = (key: 'min' | 'max', value: number, message: string, remedy: string): Issue => ({
    path: [...path, key],
    severity: 'warning',
    value,
    message,
    remedy,
  });
  return [
    ...(min < least
      ? [finding('min', min, `is below ${least}, the least for ${names}`, `write ${least} or more`)]
      : []),
    ...(min > most
      ? [finding('min', min, `is above ${most}, the most for ${names}`, `write ${most} or less`)]
      : []),
    ...(max < leastMax
      ? [finding('max', max, `is below ${leastMax}, the least max for ${names}`, `write ${leastMax} or more`)]
      : []),
    ...(max > most
      ? [finding('max', max, `is above ${most}, the most for ${names}`, `write ${most} or less`)]
      : []),
  ];
}
