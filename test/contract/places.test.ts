import { describe, expect, test } from 'vitest';
import { changeOf } from '../../cli/plan/change.ts';
import { planJson } from '../../cli/plan/json.ts';
import { marks } from '../../cli/plan/row.ts';
import { planText } from '../../cli/plan/text.ts';
import { recipes } from '../../cli/survey/recipes.ts';
import {
  actionNames,
  actionRow,
  actionsOf,
  aspectNames,
  commandRow,
  commandsOf,
  nameableActions,
} from '../../shared/policy/model/actions.ts';
import { eventsJsonSchema } from '../../shared/runtime/report/event-schema.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { plan } from '../cli/builders.ts';
import { planned } from '../support/builders/power.ts';
import { functionNames, read } from './repository.ts';

/*
 * Where a new function, action or aspect must be known, as far as the compiler does not say it. CONTRIBUTING.md has
 * the recipes.
 */

const paint = (_tone: string, text: string): string => text;

/** The names that are in none of these files, which have commas between them. */
function missingIn(files: string, names: readonly string[]): string[] {
  const text = files.split(', ').map(read).join('\n');
  return names.filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(text));
}

describe('every function', () => {
  test('is planned by dormouse plan', () => {
    expect(recipes.map(({ name }) => name).toSorted()).toEqual(functionNames.toSorted());
  });

  test.each([
    ['runs in npm start', 'demo/world/functions.ts'],
    ['runs in the system tests', 'test/system/in-process-functions.ts'],
    ['runs packaged, with its own permissions only', 'test/lambda/iam.test.ts, test/lambda/drill.test.ts'],
    ['has its load time measured', 'docs/benchmark.md'],
    ['is listed in the README', 'README.md'],
  ])('%s', (_, file) => {
    expect(missingIn(file, functionNames)).toEqual([]);
  });

  test('makes no call that the simulator does not know', () => {
    const { backend } = createSimulator({ fleet: 'clusters: [{ id: a }]', now: 0 });
    const operations = backend.services.find(({ name }) => name === 'rds')?.operations ?? {};
    const calls = recipes.flatMap(({ permissions }) => permissions.filter((one) => one.startsWith('rds:')));

    expect(calls.filter((call) => !Object.hasOwn(operations, call.slice('rds:'.length)))).toEqual([]);
  });
});

describe('every action', () => {
  test('may be named by limits and protect, and the page of the policy file says so', () => {
    expect(missingIn('docs/policy.md', nameableActions)).toEqual([]);
  });

  test('has its events in their schema and on their page', () => {
    const schema = JSON.stringify(eventsJsonSchema());
    const titles = actionNames
      .flatMap((action) => [
        actionRow(action).title,
        ...commandsOf(action).map((kind) => commandRow(kind).recordsAs),
      ])
      .filter((title) => title !== undefined);

    expect(titles.filter((title) => !schema.includes(`"${title} Requested"`))).toEqual([]);
    expect(missingIn('docs/events.md', titles)).toEqual([]);
  });

  test('is counted and marked in a plan', () => {
    for (const aspect of aspectNames) {
      for (const change of actionsOf(aspect)
        .flatMap(commandsOf)
        .map((kind) => changeOf[kind])) {
        const changes = Array.from({ length: 7 }, (_, n) =>
          planned(`c-${n}`, { aspect, change, reason: 'idle' }),
        );
        const text = planText(plan({ changes }), { paint, all: true });

        expect(text, change).toContain(marks[change].mark);
        expect(text, change).toMatch(/^Plan: .*\b7 /m);
        expect(JSON.stringify(JSON.parse(planJson(plan({ changes }))).summary), change).toContain(':7');
      }
    }
  });
});

describe('every aspect', () => {
  test('is a key of a rule that the page of the policy file explains', () => {
    expect(missingIn('docs/policy.md', aspectNames)).toEqual([]);
  });

  test.each(aspectNames)('%s is in a plan when nothing changes', (aspect) => {
    const one = planned('some-cluster', { aspect, reason: 'protected' });
    const unchanged = plan({ changes: [one] });

    expect(planText(unchanged, { paint, all: true })).toContain('protected');
    expect(planJson(unchanged)).toContain('some-cluster');
  });
});
