import type { Issue } from '../../../document/problem.ts';
import type { Match, Policy, PowerRule, Rule } from '../../model/policy.ts';
import { isDisjoint, isSubset } from './subset.ts';

interface Ordered {
  readonly index: number;
  readonly name: string;
  readonly match: Match;
  readonly power: PowerRule;
}

/** Orders of clusters that cannot be kept, or that have no effect. */
export function checkOrder({ rules }: Policy): Issue[] {
  const ordered = rules.flatMap((rule, index) => withPower(rule, index));
  return ordered.flatMap((one) => {
    const { after } = one.power;
    if (after === undefined) return [];
    const path = ['rules', one.index, 'power', 'after'];
    return [
      ...checkReach(path, after),
      ...checkCircle(path, one, ordered),
      ...checkEffect(path, one, ordered),
    ];
  });
}

function withPower({ name, match, power }: Rule, index: number): Ordered[] {
  return power === undefined ? [] : [{ index, name, match, power }];
}

/** A sweep reads one account and Region at a time. */
function checkReach(path: Issue['path'], after: Match): Issue[] {
  return (['accounts', 'regions'] as const).flatMap((key) =>
    after[key] === undefined
      ? []
      : [
          {
            path: [...path, key],
            atKey: true,
            message: 'cannot be kept: order is among the clusters of one account and Region',
            remedy: `remove it, or narrow the match of the rule by ${key}`,
          },
        ],
  );
}

/** A circle of rules, which is a circle of clusters as soon as each rule decides one. */
function checkCircle(path: Issue['path'], one: Ordered, all: readonly Ordered[]): Issue[] {
  const circle = circleFrom(one, all);
  if (circle === undefined) return [];
  const names = circle.map(({ name }) => `"${name}"`);
  const steps = names.map((name, step) => `${step === 0 ? '' : 'which '}comes after ${name}`);
  const message =
    circle.length === 1
      ? `puts clusters of "${one.name}" after clusters of the same rule`
      : `makes a circle: "${one.name}" ${steps.join(', ')}`;
  const remedy =
    circle.length === 1
      ? 'narrow it to clusters that another rule decides, and put that rule first'
      : `remove after from one of them`;
  return [{ path, atKey: true, message, remedy }];
}

/** The rules from the next one back to this one, each of which surely decides clusters that come before the last. */
function circleFrom(one: Ordered, all: readonly Ordered[]): Ordered[] | undefined {
  const paths: Ordered[][] = [[one]];
  const seen = new Set<Ordered>();
  for (const path of paths) {
    const last = path.at(-1) ?? one;
    for (const next of all.filter((other) => surelyBefore(other, last, all))) {
      if (next === one) return [...path.slice(1), one];
      if (!seen.has(next)) paths.push([...path, next]);
      seen.add(next);
    }
  }
  return undefined;
}

/** Whether clusters that `earlier` decides surely come before those of `later`. */
function surelyBefore(earlier: Ordered, later: Ordered, all: readonly Ordered[]): boolean {
  const { after } = later.power;
  if (after === undefined) return false;
  if (isSubset(earlier.match, after)) return true;
  const others = all.filter(({ index }) => index < earlier.index);
  return isSubset(after, earlier.match) && others.every(({ match }) => isDisjoint(match, after));
}

function checkEffect(path: Issue['path'], one: Ordered, all: readonly Ordered[]): Issue[] {
  if (one.power.stop !== 'never') return [];
  if (!one.power.start) {
    const message = 'has no effect: the rule neither starts nor stops its clusters';
    return [{ path, atKey: true, severity: 'warning', message, remedy: 'remove it' }];
  }
  const kept = all.find((other) => other.power.stop !== 'never' && surelyBefore(other, one, all));
  if (kept === undefined) return [];
  const message = `keeps the clusters of "${kept.name}" up: they are stopped after those of "${one.name}", which says stop: never`;
  return [
    {
      path,
      atKey: true,
      severity: 'warning',
      message,
      remedy: `write stop: never in "${kept.name}", too, or remove after`,
    },
  ];
}
