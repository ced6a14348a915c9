import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { packagedFunctions } from '../support/packaged.ts';
import { packages } from '../support/packages.ts';
import { send } from './messages.ts';
import { feed, queuesOf, run, serve } from './stage.ts';

const names = packagedFunctions(packages.file.folder).map(({ name }) => name);

/** For messages and payloads alone, or for a policy that is not compiled. */
const forOthers = ['@aws-lambda-powertools/batch', '@aws-sdk/client-sqs', 'yaml', 'zod'];
const forMessages = forOthers.filter((name) => name !== 'yaml');

/** Reports every module of the function that is loaded. https://nodejs.org/api/module.html#synchronous-hooks-accepted-by-moduleregisterhooks */
const tellLoaded = `
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    writeSync(1, 'loaded ' + url + '\\n');
    return next(url, context);
  },
});`;

const reporting = ['events', 'event-bus', 'eventbridge'];

/** The parts that are loaded because of what there is to read, to do and to report. Each sweep asks SSM what is paused. */
const ofSweep: Readonly<Record<string, readonly string[]>> = {
  stopIdleClusters: ['stop-facts', 'quotas', 'cloudwatch', ...reporting],
  pruneSnapshots: reporting,
  drillRestores: ['store', 's3-objects', 's3'],
};

test.each(names)('%s loads for a sweep of one place nothing that only messages need', async (name) => {
  const simulator = await serve();
  const { environment = {} } = packagedFunctions(packages.file.folder).find((fn) => fn.name === name) ?? {};
  const hook = `--import data:text/javascript,${encodeURIComponent(tellLoaded)}`;
  const running = await run(name, {
    endpoint: simulator.url,
    environment: { NODE_OPTIONS: `${environment.NODE_OPTIONS} ${hook}` },
  });

  const invocation = await running.invoke({});
  const forSweep = loadedIn(running.log());
  const files = running.log().match(/^loaded file:.*\.parts\/.+$/gm) ?? [];
  send(simulator.queues, queuesOf(running.fn).own, 'poison');
  await feed(simulator, running);

  expect(invocation).toMatchObject({ ok: true });
  expect(invocation).not.toHaveProperty('payload.split');
  expect([...forSweep]).toContain('@aws-sdk/client-rds');
  expect(forOthers.filter((one) => forSweep.has(one))).toEqual([]);
  const loaded = files.map((line) => /\.parts\/(.+)-\w+\.mjs/.exec(line)?.[1]);
  expect(loaded.filter((part) => part !== 'chunk').sort()).toEqual(['ssm', ...(ofSweep[name] ?? [])].sort());
  // One with all that a quiet sweep needs; the others are shared by parts, because that is CommonJS.
  expect(loaded.filter((part) => part === 'chunk').length).toBeLessThanOrEqual(6);
  // This shows the modules that would be loaded.
  const inTheEnd = loadedIn(running.log());
  expect(forMessages.filter((one) => !inTheEnd.has(one))).toEqual([]);
});

const sourceMap = z.looseObject({ sources: z.array(z.string()) });

/** The packages of which a part was loaded, by the source maps of the modules that a log reports. */
function loadedIn(log: string): ReadonlySet<string> {
  const maps = [...log.matchAll(/^loaded (file:.*)$/gm)].map(([, url = '']) => `${fileURLToPath(url)}.map`);
  const sources = maps
    .filter((map) => existsSync(map))
    .flatMap((map) => sourceMap.parse(JSON.parse(readFileSync(map, 'utf8'))).sources);
  return new Set(
    sources.flatMap((source) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []),
  );
}
