import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../settings.ts';
import { eitherPresence, type Presence } from './conditions.ts';
import { chosen, either, type Mappings } from './merge.ts';
import type { Sections } from './serverless.ts';
import { type Variant, variants } from './variants.ts';

type Build = (settings: Settings) => Sections;
type Section = keyof Sections;

/** The index of the value of each variant. */
type Assignment = readonly number[];

/** One template that is right for all values of all variants. */
export interface Combined {
  readonly sections: Record<Section, Record<string, unknown>>;
  /** The conditions of resources and outputs that depend on more than one. */
  readonly conditions: Record<string, object>;
  readonly mappings: Mappings;
}

/** Combines the templates that `build` makes for the settings with each value of each variant. */
export function combine(build: Build, settings: Settings): Combined {
  const at = remembered((assignment) => build(changed(settings, assignment)));
  const combined: Combined = { sections: { Resources: {}, Outputs: {} }, conditions: {}, mappings: {} };
  for (const section of ['Resources', 'Outputs'] as const) {
    for (const [id, relevant] of relevantVariants(at, section)) {
      const of = (assignment: Assignment) => at(assignment)[section][id];
      const { value, presence } = combineOne(of, relevant, combined.mappings);
      combined.sections[section][id] = conditional(value, presence, combined);
    }
  }
  return combined;
}

function changed(settings: Settings, assignment: Assignment): Settings {
  return variants.reduce(
    (before, { values }, index) => values[assignment[index] ?? 0]?.change(before) ?? before,
    settings,
  );
}

function remembered(make: (assignment: Assignment) => Sections): (assignment: Assignment) => Sections {
  const made = new Map<string, Sections>();
  return (assignment) => {
    const key = assignment.join();
    const sections = made.get(key) ?? make(assignment);
    made.set(key, sections);
    return sections;
  };
}

const start: Assignment = variants.map(() => 0);

/**
 * The variants that matter for each resource or output, by its id. Two variants at a time are changed from their first
 * values, because one may hide the effect of another.
 */
function relevantVariants(
  at: (assignment: Assignment) => Sections,
  section: Section,
): Map<string, Set<number>> {
  const relevant = new Map<string, Set<number>>();
  const compare = (a: Assignment, b: Assignment, index: number): void => {
    const [one, other] = [at(a)[section], at(b)[section]];
    for (const id of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const known = relevant.get(id) ?? new Set();
      relevant.set(id, known);
      if (!known.has(index) && !isDeepStrictEqual(one[id], other[id])) known.add(index);
    }
  };
  for (const from of [start, ...variants.flatMap((_, index) => valuesFrom(start, index))])
    for (const index of variants.keys()) for (const to of valuesFrom(from, index)) compare(from, to, index);
  return relevant;
}

/** The assignments that differ from one in the value of a variant. */
function valuesFrom(from: Assignment, index: number): Assignment[] {
  const count = variants[index]?.values.length ?? 0;
  return Array.from({ length: count }, (_, value) => from.with(index, value)).filter(
    (to) => to[index] !== from[index],
  );
}

interface One {
  /** Undefined: the resource or output is never there. */
  readonly value: unknown;
  readonly presence: Presence;
}

function combineOne(
  of: (assignment: Assignment) => unknown,
  relevant: ReadonlySet<number>,
  mappings: Mappings,
  assignment: Assignment = start,
  index = 0,
): One {
  const variant = variants[index];
  if (variant === undefined) return { value: of(assignment), presence: of(assignment) !== undefined };
  const into = (value: number): One =>
    combineOne(of, relevant, mappings, assignment.with(index, value), index + 1);
  if (!relevant.has(index)) return into(assignment[index] ?? 0);
  return overValues(
    variant,
    variant.values.map((_, value) => into(value)),
    mappings,
  );
}

function overValues(variant: Variant, ones: readonly One[], mappings: Mappings): One {
  const [first, ...others] = ones;
  if (first === undefined) throw new Error('a variant has values');
  if ('parameter' in variant) {
    if (first.value === undefined) return first;
    const keys = variant.values.map(({ key }) => key);
    const value = chosen(
      variant.parameter,
      keys,
      ones.map((one) => one.value),
      mappings,
    );
    return { value, presence: first.presence };
  }
  return ones.slice(0, -1).reduceRight<One>((otherwise, one, index) => {
    const condition = variant.values[index]?.condition ?? '';
    return {
      value: eitherValue(condition, one.value, otherwise.value),
      presence: eitherPresence(condition, one.presence, otherwise.presence),
    };
  }, others.at(-1) ?? first);
}

/** A value that is absent may be anything: its resource or output is not there. */
function eitherValue(condition: string, then: unknown, otherwise: unknown): unknown {
  if (then === undefined || otherwise === undefined) return then ?? otherwise;
  return either(condition, then, otherwise);
}

function conditional(value: unknown, presence: Presence, { conditions }: Combined): object {
  if (typeof value !== 'object' || value === null) throw new Error('neither a resource nor an output');
  if (typeof presence === 'boolean') return value;
  if (!('Condition' in presence.condition)) conditions[presence.name] = presence.condition;
  return { Condition: presence.name, ...value };
}
