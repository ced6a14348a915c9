import {
  AddTagsToResourceCommand,
  DescribeDBClustersCommand,
  DescribeEventsCommand,
  ModifyDBClusterCommand,
  RDSClient,
  type RDSClientConfig,
} from '@aws-sdk/client-rds';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../simulator/assemble.ts';
import type { Backend } from '../../../simulator/core/backend.ts';
import type { Operation } from '../../../simulator/core/service.ts';
import { inProcess } from '../../../simulator/in-process.ts';
import { runs } from '../../support/runs.ts';
import { credentials, start } from '../stub-simulator.ts';

const text = fc.string({ minLength: 1 });
const texts = fc.array(text, { maxLength: 3 });
const time = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true });
const capacity = fc.integer({ min: 0, max: 512 }).map((halves) => halves / 2);
const tags = fc.array(fc.record({ Key: text, Value: fc.string() }), { minLength: 1, maxLength: 3 });

/** Sends with the SDK's own client; answers with what the operation got, and what the client got back. */
async function exchange(
  action: string,
  send: (client: RDSClient) => Promise<unknown>,
  output: Record<string, unknown> = {},
): Promise<{ input: unknown; answer: unknown }> {
  const seen: unknown[] = [];
  const run: Operation = (input) => {
    seen.push(input);
    return output;
  };
  const backend: Backend = {
    services: [{ name: 'rds', operations: { [action]: run } }],
    state: () => ({}),
    onEvent: () => {},
  };
  const simulator = assemble(() => backend, { now: start });
  const config: RDSClientConfig = {
    region: 'eu-central-1',
    credentials,
    requestHandler: inProcess(simulator),
  };
  const answer = await send(new RDSClient({ ...config, maxAttempts: 1 }));
  return { input: seen[0], answer };
}

describe('the operation gets the input of the SDK client', () => {
  it('for lists in structures in lists, numbers and booleans', async () => {
    const input = fc.record(
      {
        Filters: fc.array(fc.record({ Name: text, Values: texts }), { maxLength: 12 }),
        MaxRecords: fc.integer(),
        IncludeShared: fc.boolean(),
        Marker: fc.string(),
      },
      { requiredKeys: [] },
    );

    const property = fc.asyncProperty(input, async (wanted) => {
      const { input: got } = await exchange('DescribeDBClusters', (rds) =>
        rds.send(new DescribeDBClustersCommand(wanted)),
      );
      expect(got).toEqual(wanted);
    });

    await fc.assert(property, runs(200));
  });

  it('for nested structures and fractions', async () => {
    const input = fc.record(
      {
        DBClusterIdentifier: text,
        ServerlessV2ScalingConfiguration: fc.record({ MinCapacity: capacity, MaxCapacity: capacity }),
        VpcSecurityGroupIds: texts,
        CloudwatchLogsExportConfiguration: fc.record({ EnableLogTypes: texts }),
        ApplyImmediately: fc.boolean(),
      },
      { requiredKeys: ['DBClusterIdentifier'] },
    );

    const property = fc.asyncProperty(input, async (wanted) => {
      const { input: got } = await exchange('ModifyDBCluster', (rds) =>
        rds.send(new ModifyDBClusterCommand(wanted)),
      );
      expect(got).toEqual(wanted);
    });

    await fc.assert(property, runs(200));
  });

  it('for times', async () => {
    const input = fc.record({ StartTime: time, EndTime: time, EventCategories: texts }, { requiredKeys: [] });

    const property = fc.asyncProperty(input, async (wanted) => {
      const { input: got } = await exchange('DescribeEvents', (rds) =>
        rds.send(new DescribeEventsCommand(wanted)),
      );
      expect(got).toEqual(wanted);
    });

    await fc.assert(property, runs(200));
  });

  it('for tags in any script', async () => {
    const property = fc.asyncProperty(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      tags,
      async (name, Tags) => {
        const wanted = { ResourceName: name, Tags };
        const { input: got } = await exchange('AddTagsToResource', (rds) =>
          rds.send(new AddTagsToResourceCommand(wanted)),
        );
        expect(got).toEqual(wanted);
      },
    );

    await fc.assert(property, runs(200));
  });
});

it('the SDK client gets the answer of the operation', async () => {
  const word = fc.stringMatching(/^[\w<>&"' ]*\w$/);
  const cluster = fc.record({
    DBClusterIdentifier: word,
    ClusterCreateTime: time,
    MultiAZ: fc.boolean(),
    BackupRetentionPeriod: fc.nat(),
    DBClusterMembers: fc.array(fc.record({ DBInstanceIdentifier: word, IsClusterWriter: fc.boolean() })),
    TagList: fc.array(fc.record({ Key: word, Value: word })),
    ServerlessV2ScalingConfiguration: fc.record({ MinCapacity: capacity }),
  });

  const property = fc.asyncProperty(fc.array(cluster, { maxLength: 4 }), async (DBClusters) => {
    const { answer } = await exchange(
      'DescribeDBClusters',
      (rds) => rds.send(new DescribeDBClustersCommand()),
      { DBClusters, Marker: 'next' },
    );
    expect(answer).toMatchObject({ DBClusters, Marker: 'next' });
  });

  await fc.assert(property, runs(200));
});
