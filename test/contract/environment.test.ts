import { expect, test } from 'vitest';
import { read, sources } from './repository.ts';
import { serverless } from './serverless.ts';

const CONFIG = 'shared/runtime/function/config.ts';
/** Set by Lambda: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const setByLambda = ['AWS_REGION', 'LAMBDA_TASK_ROOT'];
/** Read by the SDK itself, too: https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html */
const ofTheSdk = ['AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_MAX_ATTEMPTS', 'AWS_RETRY_MODE'];
/** Read by Powertools, by Node and by glibc. */
const ofOthers = /^(POWERTOOLS_[A-Z_]+|NODE_OPTIONS|MALLOC_ARENA_MAX)$/;

const deployed = sources.filter((file) => /^(shared|functions)\//.test(file));
const known = [...read(CONFIG).matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name ?? '');

test('config.ts knows variables of Dormouse and of Lambda', () => {
  expect(known).toEqual(
    expect.arrayContaining(['DORMOUSE_POLICY', 'DORMOUSE_EVENT_BUS', 'DORMOUSE_QUEUE', ...setByLambda]),
  );
});

/** Set only for restore drills. */
const ofDrills = { DORMOUSE_EVIDENCE_BUCKET: 'EvidenceBucket' };

/** The variables that are set for each function. */
const set = Object.values(serverless.functions).map(({ environment }) => [
  ...Object.keys(serverless.provider.environment),
  ...Object.keys(environment),
  ...setByLambda,
]);

test.each(Object.entries(serverless.functions))('%s has a queue and dead letters of its own', (key, fn) => {
  const id = key.replace(/^./, (letter) => letter.toUpperCase());

  expect(fn.environment).toEqual({
    DORMOUSE_QUEUE: `${id}Queue`,
    DORMOUSE_DEAD_LETTERS: `${id}DeadLetters`,
    ...(key === 'drillRestores' && ofDrills),
  });
});

test('every variable in config.ts is set by serverless.yml or by Lambda', () => {
  const everywhere = known.filter((name) => !Object.hasOwn(ofDrills, name));

  expect(set.flatMap((names) => everywhere.filter((name) => !names.includes(name)))).toEqual([]);
  expect(known.filter((name) => !set.flat().includes(name))).toEqual([]);
});

test('serverless.yml sets no variable that nobody reads', () => {
  expect(set.flat().filter((name) => !known.includes(name) && !ofOthers.test(name))).toEqual([]);
});

test("no file but config.ts reads a variable, but for the SDK's own", () => {
  const names = deployed.flatMap((file) =>
    [...read(file).matchAll(/process\.env(?:\.([A-Z_]+)|\['([A-Z_]+)'\])/g)].map(
      ([, dot, bracket]) => dot ?? bracket,
    ),
  );

  expect(names.filter((name) => !ofTheSdk.includes(name ?? ''))).toEqual([]);
});
