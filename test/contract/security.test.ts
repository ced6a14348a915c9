import { expect, test } from 'vitest';
import { functionNames, read } from './repository.ts';
import { statementsOf } from './serverless.ts';

const [, permissions = ''] =
  /<!-- permissions:begin -->([\s\S]*?)<!-- permissions:end -->/.exec(read('docs/security.md')) ?? [];
const sections = new Map(
  permissions
    .split('### ')
    .slice(1)
    .map((section) => [section.split('\n', 1)[0] ?? '', section]),
);

test('docs/security.md has a table for every function and for no other', () => {
  expect([...sections.keys()].sort()).toEqual([...functionNames].sort());
});

test.each(functionNames)('docs/security.md says what %s may do, and on what kind of thing', (name) => {
  const rows = [...(sections.get(name) ?? '').matchAll(/^\| (`[a-z0-9-]+:.*?) \| (.*?) \| .*\|$/gm)];
  const said = rows.map(([, actions = '', resources = '']) =>
    [quoted(actions), quoted(resources)].join(' on '),
  );

  const allowed = (statementsOf(name).clusters ?? []).map(({ Action, Resource }) =>
    [Action.toSorted().join(), Resource.map(shortened).toSorted().join()].join(' on '),
  );

  expect(said.toSorted()).toEqual(allowed.toSorted());
});

function quoted(cell: string): string {
  return [...cell.matchAll(/`([^`]+)`/g)]
    .map(([, text = '']) => text)
    .toSorted()
    .join();
}

/** `arn:…:cluster:*` is `cluster/*`. */
function shortened(resource: string): string {
  const [kind = '', ...name] = resource.replace('/', ':').split(':').slice(-2);
  return resource === '*' ? '*' : [kind, ...name].join('/');
}
