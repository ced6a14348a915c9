import { DescribeOrderableDBInstanceOptionsCommand } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { optionKey, readStreamModes } from '../../../shared/aws/read/orderable-options.ts';
import { fakeScope, serviceError } from '../builders.ts';

const large = { engine: 'aurora-postgresql', engineVersion: '16.4', instanceClass: 'db.r7g.large' };
const small = { ...large, instanceClass: 'db.t4g.medium' };
const asked = (option: typeof large) => ({
  Engine: option.engine,
  EngineVersion: option.engineVersion,
  DBInstanceClass: option.instanceClass,
});

function offering(pages: object[], option = large) {
  const { scope, rds, warnings } = fakeScope();
  const call = rds.on(DescribeOrderableDBInstanceOptionsCommand, asked(option));
  for (const page of pages) call.resolvesOnce(page);
  return { scope, rds, warnings };
}

const metadata = { $metadata: { requestId: '1' } };

describe('readStreamModes', () => {
  it('reports the modes of every offer of the class, page by page', async () => {
    const { scope, rds } = offering([
      { OrderableDBInstanceOptions: [{ SupportedActivityStreamModes: ['async'] }], Marker: 'm1' },
      { OrderableDBInstanceOptions: [{ SupportedActivityStreamModes: ['sync', 'async'] }] },
    ]);

    const modes = await readStreamModes(scope, [large]);

    expect(modes).toEqual(new Map([[optionKey(large), ['async', 'sync']]]));
    expect(rds.commandCalls(DescribeOrderableDBInstanceOptionsCommand)[0]?.args[0].input).toMatchObject({
      MaxRecords: 100,
    });
  });

  it.each([
    ['an offer without streams has none', [{ SupportedActivityStreamModes: [] }], []],
    ['an offer that says nothing of streams has none', [{}], []],
    ['a class that is not offered is missing', [], undefined],
  ])('%s', async (_, offers, expected) => {
    const { scope } = offering([{ OrderableDBInstanceOptions: offers, ...metadata }]);

    expect((await readStreamModes(scope, [large])).get(optionKey(large))).toEqual(expected);
  });

  it('asks once for each engine version and class', async () => {
    const { scope, rds } = fakeScope();
    rds
      .on(DescribeOrderableDBInstanceOptionsCommand)
      .resolves({ OrderableDBInstanceOptions: [{ SupportedActivityStreamModes: ['async'] }] });
    const older = { ...large, engineVersion: '15.8' };

    const modes = await readStreamModes(scope, [large, { ...large }, small, older, large]);

    expect([...modes.keys()]).toEqual([large, small, older].map(optionKey));
    expect(rds.calls()).toHaveLength(3);
  });

  it('asks nothing for nothing', async () => {
    const { scope, rds } = fakeScope();

    expect(await readStreamModes(scope, [])).toEqual(new Map());
    expect(rds.calls()).toEqual([]);
  });

  it.each(['InvalidParameterValue', 'InvalidParameterCombination'])(
    'takes %s for a class that is not offered, and tells the others',
    async (name) => {
      const { scope, rds, warnings } = offering([
        { OrderableDBInstanceOptions: [{ SupportedActivityStreamModes: ['async'] }] },
      ]);
      rds.on(DescribeOrderableDBInstanceOptionsCommand, asked(small)).rejects(serviceError(name, 'no'));

      const modes = await readStreamModes(scope, [small, large]);

      expect(modes).toEqual(new Map([[optionKey(large), ['async']]]));
      expect(warnings).toEqual(['AWS offers no aurora-postgresql 16.4 db.t4g.medium in eu-central-1: no']);
    },
  );

  it.each(['Throttling', 'AccessDenied'])('throws %s, which says nothing of the class', async (name) => {
    const { scope, rds } = fakeScope();
    rds.on(DescribeOrderableDBInstanceOptionsCommand).rejects(serviceError(name));

    await expect(readStreamModes(scope, [large])).rejects.toThrow(name);
  });

  it('throws when what answered is not AWS', async () => {
    const { scope } = offering([{}]);

    await expect(readStreamModes(scope, [large])).rejects.toThrow('has no list');
  });
});
