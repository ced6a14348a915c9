import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { describe, expect, test } from 'vitest';

const functions = readdirSync('functions')
  .filter((name) => name.endsWith('.ts'))
  .map((name) => basename(name, '.ts'));

/** Parts that a sweep with nothing to do has no use for. */
const later = [
  'shared/aws/read/change-calendar.ts',
  'shared/aws/read/metrics.ts',
  'shared/aws/read/organization.ts',
  'shared/aws/read/stop-facts.ts',
  'shared/aws/send/event-bus.ts',
  'shared/aws/send/queues.ts',
  'shared/policy/file/parse.ts',
  'shared/runtime/queue/batch.ts',
  'shared/runtime/queue/follow.ts',
  'shared/runtime/report/outcome-event.ts',
  'shared/runtime/request/event.ts',
];

/** The module that decides for one function and for no other. */
const own: Readonly<Record<string, string>> = {
  'copy-snapshots': 'shared/policy/snapshots/copy-order.ts',
  'create-snapshots': 'shared/policy/snapshots/decide-create.ts',
  'drill-restores': 'shared/policy/recovery/drill/decide.ts',
  'prune-snapshots': 'shared/policy/snapshots/decide-prune.ts',
  'scale-capacity': 'shared/policy/capacity/decide.ts',
  'start-clusters': 'shared/policy/power/decide-start.ts',
  'toggle-activity-streams': 'shared/policy/streams/decide.ts',
};

describe.each(functions)('%s', (name) => {
  test('loads at the start what it decides, and nothing that waits until it is asked for', async () => {
    const loaded = await loadedAtStart(name);

    expect(loaded).toContain(`functions/recipes/${name}.ts`);
    expect(loaded).toEqual(expect.arrayContaining(name in own ? [own[name]] : []));
    expect(loaded.filter((file) => later.includes(file))).toEqual([]);
    const others = Object.entries(own).filter(([other]) => other !== name);
    expect(loaded.filter((file) => others.some(([, decides]) => decides === file))).toEqual([]);
  });
});

/** The files of Dormouse of which anything is loaded at the start. */
async function loadedAtStart(name: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: { [name]: `functions/${name}.ts` },
    outdir: 'bundle',
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'node', packages: 'external' },
    ...{ metafile: true, write: false, logLevel: 'error' },
  });
  return inputsOf(metafile, `bundle/${name}.js`);
}

function inputsOf({ outputs }: Metafile, file: string, seen = new Set<string>()): string[] {
  const output = outputs[file];
  if (output === undefined || seen.has(file)) return [];
  seen.add(file);
  const next = output.imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
  const here = Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [path] : [],
  );
  return [...here, ...next.flatMap(({ path }) => inputsOf({ outputs, inputs: {} }, path, seen))];
}
