import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import { beforeAll, expect, test } from 'vitest';
import { shareParsedPages } from '../../../demo/world/shared-pages.ts';
import { inProcess } from '../../../simulator/in-process.ts';
import { createSimulator } from '../../../simulator/simulator.ts';

const now = Date.parse('2026-11-23T05:00:00Z');
let parsed = 0;

beforeAll(() => {
  const { read } = XmlShapeDeserializer.prototype;
  XmlShapeDeserializer.prototype.read = function (...args) {
    parsed += 1;
    return read.apply(this, args);
  };
  shareParsedPages();
});

function aWorld() {
  const simulator = createSimulator({ fleet: 'clusters: [{ id: a }, { id: b }]', now });
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const rds = new RDSClient({ region: 'eu-central-1', credentials, requestHandler: inProcess(simulator) });
  return { simulator, list: () => rds.send(new DescribeDBClustersCommand({})) };
}

test('an answer that has not changed is parsed once, and each caller has its own', async () => {
  const { list, simulator } = aWorld();
  parsed = 0;

  const [first, second] = [await list(), await list()];

  expect(parsed).toBe(1);
  expect(simulator.calls.count()).toEqual({ DescribeDBClusters: 2 });
  expect(second.DBClusters).toEqual(first.DBClusters);
  expect(second.$metadata.requestId).not.toBe(first.$metadata.requestId);
});

test('an answer of the same length that says something else is parsed', async () => {
  const { list, simulator } = aWorld();
  await list();
  simulator.backend.cluster('a').setStatus('backing-up');
  const before = await list();
  simulator.backend.cluster('a').setStatus('promoting-');

  const after = await list();

  expect([before, after].map(({ DBClusters }) => DBClusters?.[0]?.Status)).toEqual([
    'backing-up',
    'promoting-',
  ]);
});

test('nobody can change what others see', async () => {
  const { list } = aWorld();

  const { DBClusters } = await list();

  expect(() => DBClusters?.pop()).toThrow(TypeError);
});
