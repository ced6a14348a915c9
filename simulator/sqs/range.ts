import { invalidParameter } from './errors.ts';

/** A whole number within its limits, or undefined when it is not given. */
export function within(name: string, value: unknown, min: number, max: number): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  throw invalidParameter(name, value, `Must be between ${min} and ${max}, if provided.`);
}

/** A number of seconds in milliseconds, or undefined when it is not given. */
export function seconds(name: string, value: unknown, max: number): number | undefined {
  const given = within(name, value, 0, max);
  return given === undefined ? undefined : given * 1_000;
}
