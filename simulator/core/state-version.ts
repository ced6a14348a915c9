import type { Clock } from './clock.ts';

/** Counts the times at which the state may have changed: while the number stays the same, reads answer the same. */
export interface StateVersion {
  current(): number;
  /** Something may have changed. */
  next(): void;
}

export function createStateVersion(): StateVersion {
  let version = 0;
  return {
    current: () => version,
    next() {
      version += 1;
    },
  };
}

/** The clock, with which time and whatever is due bring a new version. */
export function versionedClock(clock: Clock, version: StateVersion): Clock {
  return {
    ...clock,
    advanceTo(at) {
      version.next();
      clock.advanceTo(at);
    },
  };
}

/** The same object, each of whose functions brings a new version, as do those of the objects that these give. */
export function versioned<T extends object>(target: T, version: StateVersion): T {
  return new Proxy(target, {
    get(object, name, receiver) {
      const value: unknown = Reflect.get(object, name, receiver);
      if (typeof value !== 'function') return isPlain(value) ? versioned(value, version) : value;
      return (...args: unknown[]) => {
        version.next();
        const result: unknown = Reflect.apply(value, object, args);
        return isPlain(result) ? versioned(result, version) : result;
      };
    },
  });
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
