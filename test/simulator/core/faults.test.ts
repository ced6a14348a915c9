import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { RDSClient, StopDBClusterCommand } from '@aws-sdk/client-rds';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../../simulator/assemble.ts';
import { createFaults, type FaultRule } from '../../../simulator/core/faults.ts';
import { createRandom } from '../../../simulator/core/random.ts';
import type { Call } from '../../../simulator/core/service.ts';
import { inProcess } from '../../../simulator/in-process.ts';
import { runs } from '../../support/runs.ts';
import { account, credentials, stubSimulator } from '../stub-simulator.ts';

function rdsFor(simulator: Simulator, requestHandler = inProcess(simulator)): RDSClient {
  return new RDSClient({ region: 'eu-central-1', credentials, requestHandler, maxAttempts: 1 });
}

const stop = new StopDBClusterCommand({ DBClusterIdentifier: 'orders' });

function callOf(changes: Partial<Call> = {}): Call {
  const place = { account, region: 'eu-central-1', accessKeyId: 'A', userAgent: '', now: 0 };
  return { service: 'rds', action: 'StopDBCluster', ...place, ...changes };
}

describe('a fault', () => {
  it.each([
    ['throttle', 'Throttling', 400],
    ['denied', 'AccessDenied', 403],
    ['error500', 'InternalFailure', 500],
    ['unavailable', 'ServiceUnavailable', 503],
  ] as const)('of kind %s is the error %s', async (kind, name, httpStatusCode) => {
    const simulator = stubSimulator();
    simulator.faults.setRules([{ kind }]);

    await expect(rdsFor(simulator).send(stop)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
    expect(simulator.calls.list()).toMatchObject([{ outcome: name, fault: kind }]);
  });

  it('is named with its suffix by services that speak JSON', async () => {
    const simulator = stubSimulator();
    simulator.faults.setRules([{ kind: 'throttle' }]);
    const events = new EventBridgeClient({
      region: 'eu-central-1',
      credentials,
      maxAttempts: 1,
      requestHandler: inProcess(simulator),
    });

    await expect(events.send(new PutEventsCommand({ Entries: [{}] }))).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
  });

  it.each(['timeout', 'answer-lost'] as const)('of kind %s breaks the connection', async (kind) => {
    const simulator = stubSimulator();
    simulator.faults.setRules([{ kind }]);

    await expect(rdsFor(simulator).send(stop)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(simulator.calls.list()).toMatchObject([{ outcome: 'ConnectionLost' }]);
  });

  it('of kind hang leaves the caller waiting until it gives up', async () => {
    const simulator = stubSimulator();
    simulator.faults.setRules([{ kind: 'hang' }]);

    const sent = rdsFor(simulator).send(stop, { abortSignal: AbortSignal.timeout(20) });

    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each(['crash-before', 'crash-after'] as const)('of kind %s is the end of the process', async (kind) => {
    const simulator = stubSimulator();
    simulator.faults.setRules([{ kind, calls: 2 }]);
    const process = inProcess(simulator);
    await rdsFor(simulator, process).send(stop);

    await expect(rdsFor(simulator, process).send(stop)).rejects.toMatchObject({ name: 'SimulatedCrash' });
    await expect(rdsFor(simulator, process).send(stop)).rejects.toMatchObject({ name: 'SimulatedCrash' });
    await expect(rdsFor(simulator).send(stop)).resolves.toBeDefined();
    expect(simulator.calls.count()).toEqual({ StopDBCluster: 3 });
  });

  it.each([
    ['answer-lost', { code: 'ECONNRESET' }],
    ['crash-after', { name: 'SimulatedCrash' }],
  ] as const)('of kind %s comes after a refusal too, which the record names', async (kind, seen) => {
    const simulator = stubSimulator();
    simulator.faults.setRules([{ kind }]);

    const sent = rdsFor(simulator).send(new StopDBClusterCommand({ DBClusterIdentifier: 'none' }));

    await expect(sent).rejects.toMatchObject(seen);
    expect(simulator.calls.list()).toMatchObject([{ outcome: 'DBClusterNotFoundFault', fault: kind }]);
  });

  it('of kind partial leaves CloudWatch with half an answer', async () => {
    const simulator = stubSimulator();
    simulator.faults.setRules([{ kind: 'partial' }]);
    const requestHandler = inProcess(simulator);
    const cloudWatch = new CloudWatchClient({ region: 'eu-central-1', credentials, requestHandler });
    const period = { StartTime: new Date(0), EndTime: new Date(1) };

    const answer = await cloudWatch.send(
      new GetMetricDataCommand({ MetricDataQueries: [{ Id: 'a' }], ...period }),
    );

    expect(answer.MetricDataResults?.[0]?.StatusCode).toBe('PartialData');
  });

  it('of kind entry-failure refuses the first entry', async () => {
    const simulator = stubSimulator();
    simulator.faults.setRules([{ kind: 'entry-failure' }]);
    const requestHandler = inProcess(simulator);
    const events = new EventBridgeClient({ region: 'eu-central-1', credentials, requestHandler });
    const entry = { Source: 'a', DetailType: 'b', Detail: '{}' };

    const answer = await events.send(new PutEventsCommand({ Entries: [entry, entry] }));

    expect(answer.FailedEntryCount).toBe(1);
    expect(simulator.bus).toHaveLength(1);
  });
});

describe('a rule', () => {
  it.each<[string, FaultRule, readonly number[]]>([
    ['with one number hits that call', { kind: 'throttle', calls: 3 }, [3]],
    ['with numbers hits those', { kind: 'throttle', calls: [1, 4] }, [1, 4]],
    ['with a range hits all in it', { kind: 'throttle', calls: { from: 2, to: 3 } }, [2, 3]],
    ['with an open range hits the rest', { kind: 'throttle', calls: { from: 3 } }, [3, 4]],
    ['counts the calls it matches', { kind: 'throttle', action: 'StopDBCluster', nth: 2 }, [3]],
    ['goes by Region', { kind: 'throttle', region: 'us-east-1' }, [2]],
    ['goes by service', { kind: 'throttle', service: 'monitoring' }, []],
    ['never hits at a rate of 0', { kind: 'throttle', rate: 0 }, []],
    ['always hits at a rate of 1', { kind: 'throttle', rate: 1 }, [1, 2, 3, 4]],
  ])('%s', (_, rule, expected) => {
    const faults = createFaults(createRandom(1));
    faults.setRules([rule]);
    const calls = [
      callOf(),
      callOf({ region: 'us-east-1', action: 'DescribeDBClusters' }),
      callOf(),
      callOf({ action: 'StartDBCluster' }),
    ];

    const hit = calls.flatMap((call, index) => (faults.of(call, index + 1) ? [index + 1] : []));

    expect(hit).toEqual(expected);
  });

  it('that comes first wins, and none is left after clear', () => {
    const faults = createFaults(createRandom(1));
    faults.setRules([{ kind: 'denied' }, { kind: 'throttle' }]);

    expect(faults.of(callOf(), 1)?.kind).toBe('denied');

    faults.clear();

    expect(faults.of(callOf(), 2)).toBeUndefined();
  });

  it('with a rate hits about that share of the calls, the same ones for the same seed', () => {
    const property = fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, rate) => {
      const [one, two] = [0, 1].map(() => {
        const faults = createFaults(createRandom(seed));
        faults.setRules([{ kind: 'throttle', rate }]);
        return Array.from({ length: 2_000 }, (_, index) => faults.of(callOf(), index + 1) !== undefined);
      });
      expect(one).toEqual(two);
      expect((one ?? []).filter(Boolean).length / 2_000).toBeCloseTo(rate, 0.5);
    });

    fc.assert(property, runs(200));
  });
});
