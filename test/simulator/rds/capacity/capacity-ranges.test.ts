import { describe, expect, it } from 'vitest';
import { aWorld, refusal } from './capacity-fleet.ts';

const kinds = {
  'Aurora MySQL 3.02': {
    cluster: 'engine: aurora-mysql, version: 8.0.mysql_aurora.3.02.0',
    min: 0.5,
    max: 128,
  },
  'Aurora MySQL 3.05': {
    cluster: 'engine: aurora-mysql, version: 8.0.mysql_aurora.3.05.2',
    min: 0.5,
    max: 128,
  },
  'Aurora MySQL 3.06': {
    cluster: 'engine: aurora-mysql, version: 8.0.mysql_aurora.3.06.0',
    min: 0.5,
    max: 256,
  },
  'Aurora MySQL 3.08': {
    cluster: 'engine: aurora-mysql, version: 8.0.mysql_aurora.3.08.0',
    min: 0,
    max: 256,
  },
  'Aurora MySQL 3.10': {
    cluster: 'engine: aurora-mysql, version: 8.0.mysql_aurora.3.10.0',
    min: 0,
    max: 256,
  },
  'Aurora PostgreSQL 13.6': { cluster: 'version: "13.6"', min: 0.5, max: 128 },
  'Aurora PostgreSQL 13.13': { cluster: 'version: "13.13"', min: 0.5, max: 256 },
  'Aurora PostgreSQL 13.15': { cluster: 'version: "13.15"', min: 0, max: 256 },
  'Aurora PostgreSQL 14.9': { cluster: 'version: "14.9"', min: 0.5, max: 128 },
  'Aurora PostgreSQL 15.7': { cluster: 'version: "15.7"', min: 0, max: 256 },
  'Aurora PostgreSQL 16.1': { cluster: 'version: "16.1"', min: 0.5, max: 256 },
  'Aurora PostgreSQL 16.3': { cluster: 'version: "16.3"', min: 0, max: 256 },
  'Aurora PostgreSQL 17.4': { cluster: 'version: "17.4"', min: 0, max: 256 },
  'Aurora PostgreSQL on platform 1': { cluster: 'version: "16.6"', platform: '1', min: 0, max: 128 },
  'Aurora PostgreSQL on platform 2': { cluster: 'version: "16.6"', platform: '2', min: 0, max: 256 },
  'Neptune 1.2.0.1': { cluster: 'engine: neptune, version: 1.2.0.1', min: 1, max: 128 },
  'DocumentDB 5.0.0': { cluster: 'engine: docdb, version: 5.0.0', min: 0.5, max: 256 },
} as const;

const values = [0, 0.5, 1, 127.5, 128, 128.5, 256];

/** The values that a cluster may not have, each with the answer that says so. */
async function refusedOf(cluster: string, range: (value: number) => readonly [min: number, max: number]) {
  const answers = await Promise.all(
    values.map(async (value) => ({ value, answer: await refusal(aWorld(cluster).modify(...range(value))) })),
  );
  return answers.filter(({ answer }) => answer !== 'taken');
}

it.each(Object.entries(kinds))(
  'the serverless capacity of %s has the min and max of its engine',
  async (_, kind) => {
    const platform = 'platform' in kind ? `, platform: "${kind.platform}"` : '';
    const cluster = `{ id: a, ${kind.cluster}, serverless: { min: 1, max: 2${platform} } }`;

    const mins = await refusedOf(cluster, (min) => [min, Math.max(min, 1)]);
    const maxes = await refusedOf(cluster, (max) => [Math.min(max, kind.min), max]);

    expect(mins.map(({ value }) => value)).toEqual(values.filter((min) => min < kind.min || min > kind.max));
    expect(maxes.map(({ value }) => value)).toEqual(
      values.filter((max) => max < 1 || max > kind.max || Math.min(max, kind.min) < kind.min),
    );
    for (const { answer } of mins) expect(answer).toMatch(/^InvalidParameterValue: The capacity range/);
    for (const { answer } of maxes) expect(answer).toMatch(/^InvalidParameterValue: /);
  },
);

describe('serverless capacity that no version has', () => {
  const world = (more = 'serverless: { min: 0, max: 8 }') => aWorld(`{ id: a, ${more} }`);

  it.each([
    [4, 2, 'InvalidParameterCombination: MinCapacity 4 is greater than MaxCapacity 2.'],
    [1.25, 2, 'InvalidParameterValue: The capacity range 1.25 to 2 is not in steps of 0.5.'],
    [1, 2.3, 'InvalidParameterValue: The capacity range 1 to 2.3 is not in steps of 0.5.'],
    [0.5, 0.5, 'InvalidParameterValue: MaxCapacity must be 1 or more, not 0.5.'],
    [-0.5, 2, 'InvalidParameterValue: The capacity range -0.5 to 2 is not within 0 to 256'],
    [1, 256.5, 'InvalidParameterValue: The capacity range 1 to 256.5 is not within 0 to 256'],
  ])('is refused: %s to %s', async (min, max, expected) => {
    expect(await refusal(world().modify(min, max))).toContain(expected);
  });

  it.each([
    [0, 299, 'InvalidParameterValue: SecondsUntilAutoPause must be a whole number from 300 to 86400'],
    [0, 300, 'taken'],
    [0, 86_400, 'taken'],
    [0, 86_401, 'InvalidParameterValue: SecondsUntilAutoPause must be'],
    [0.5, 300, 'InvalidParameterCombination: SecondsUntilAutoPause is for a MinCapacity of 0 alone.'],
  ])(
    'is refused by its pause: min %s with %s seconds',
    async (MinCapacity, SecondsUntilAutoPause, expected) => {
      const ServerlessV2ScalingConfiguration = { MinCapacity, MaxCapacity: 8, SecondsUntilAutoPause };

      const answer = await refusal(world().modify(0, 8, { ServerlessV2ScalingConfiguration }));

      expect(answer).toContain(expected);
    },
  );

  it.each([
    ['Serverless v1', 'mode: serverless'],
    ['a Multi-AZ DB cluster', 'engine: mysql'],
    ['an old version', 'version: "12.9"'],
    ['an old version of Neptune', 'engine: neptune, version: 1.1.1.0'],
    ['an old version of DocumentDB', 'engine: docdb, version: 4.0.0'],
    ['Limitless', 'limitless: true'],
  ])('is refused for %s', async (_, more) => {
    const answer = await refusal(world(more).modify(1, 8));

    expect(answer).toContain(
      'InvalidParameterCombination: ServerlessV2ScalingConfiguration is not supported',
    );
  });
});
