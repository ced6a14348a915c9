/** The stack as `serverless package` compiled it, in the terms of the simulator. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { SimulatorOptions } from '../../simulator/assemble.ts';
import { type BusPlace, busArn } from '../../simulator/eventbridge/event.ts';
import { isLogGroup } from '../../simulator/logs/groups.ts';
import { home, parseTemplate, resourcesOfType, type Template } from '../support/cloudformation.ts';
import { type PackagedFunction, packagedFunctions } from '../support/packaged.ts';
import { packagedQueues } from '../support/packaged-queues.ts';
import { packages } from '../support/packages.ts';

const { folder } = packages.system;

/** A function with its schedule and its queue. */
export interface DeployedFunction {
  readonly fn: PackagedFunction;
  readonly everyMs: number;
  readonly timeoutMs: number;
  /** ARN of its queue. */
  readonly queue: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly maximumConcurrency: number;
}

const schedule = z.looseObject({
  ScheduleExpression: z.string(),
  State: z.literal('ENABLED'),
  Target: z.looseObject({ Arn: z.string(), Input: z.literal('{}') }),
});
const mapping = z.looseObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.literal(true),
  BatchSize: z.number(),
  MaximumBatchingWindowInSeconds: z.number(),
  FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }),
});
const timed = z.looseObject({ FunctionName: z.string(), Timeout: z.number() });
const rule = z.looseObject({
  Name: z.string().default('forward'),
  EventBusName: z.string().default('default'),
  EventPattern: z.unknown(),
  Targets: z.array(z.looseObject({ Arn: z.string() })),
});
const busPolicy = z.looseObject({
  EventBusName: z.string(),
  Statement: z.looseObject({
    Condition: z.object({ StringEquals: z.looseObject({ 'aws:PrincipalOrgID': z.string() }) }),
  }),
});

const spokeTemplate = z.looseObject({
  Resources: z.looseObject({
    ForwardRule: z.looseObject({ Properties: z.looseObject({ EventPattern: z.unknown() }) }),
  }),
});

/**
 * The queues, buses and rules that the simulator needs from the start; `spokes` are the other places, each with the
 * stack of spoke.yml.
 */
export function deployedParts(
  spokes: readonly BusPlace[],
): Pick<SimulatorOptions, 'queues' | 'logGroups' | 'buses' | 'rules'> {
  const template = read();
  const rules = parsed(template, 'AWS::Events::Rule', rule);
  const policies = parsed(template, 'AWS::Events::EventBusPolicy', busPolicy);
  const inbox = busArn(home, policies[0]?.EventBusName);
  const spoke = spokeTemplate.parse(parse(readFileSync('spoke.yml', 'utf8'), { logLevel: 'error' }));
  const { EventPattern } = spoke.Resources.ForwardRule.Properties;
  return {
    queues: packagedQueues(folder),
    logGroups: rules.flatMap(({ Targets }) => Targets.map(({ Arn }) => Arn).filter(isLogGroup)),
    buses: policies.map(({ EventBusName }) => ({ arn: busArn(home, EventBusName), allows: 'organization' })),
    rules: [
      ...rules.map(({ Name, EventBusName, EventPattern: pattern, Targets }) => ({
        bus: busArn(home, EventBusName),
        name: Name,
        pattern,
        targets: Targets.map(({ Arn }) => Arn),
      })),
      ...spokes.map((place) => ({
        bus: busArn(place),
        name: 'forward',
        pattern: EventPattern,
        targets: [inbox],
      })),
    ],
  };
}

/** Every function of the stack. */
export function deployedFunctions(): DeployedFunction[] {
  const template = read();
  const schedules = parsed(template, 'AWS::Scheduler::Schedule', schedule);
  const mappings = parsed(template, 'AWS::Lambda::EventSourceMapping', mapping);
  const timeouts = parsed(template, 'AWS::Lambda::Function', timed);
  return packagedFunctions(folder).map((fn) => {
    const { ScheduleExpression } = one(schedules, ({ Target }) => Target.Arn === fn.arn);
    const source = one(mappings, ({ FunctionName }) => FunctionName === fn.arn);
    const { Timeout } = one(timeouts, ({ FunctionName }) => fn.arn.endsWith(`:${FunctionName}`));
    return {
      fn,
      everyMs: rateMs(ScheduleExpression),
      timeoutMs: Timeout * 1000,
      queue: source.EventSourceArn,
      batchSize: source.BatchSize,
      windowMs: source.MaximumBatchingWindowInSeconds * 1000,
      maximumConcurrency: source.ScalingConfig.MaximumConcurrency,
    };
  });
}

/** The properties of all resources of a type. */
export function resourcesDeployed<S extends z.ZodType>(type: string, schema: S): z.infer<S>[] {
  return parsed(read(), type, schema);
}

/** How many there are of what is billed by the month. */
export function alarmsAndDashboards(): Readonly<Record<'alarms' | 'compositeAlarms' | 'dashboards', number>> {
  const count = (type: string): number => resourcesOfType(read(), type).length;
  return {
    alarms: count('AWS::CloudWatch::Alarm'),
    compositeAlarms: count('AWS::CloudWatch::CompositeAlarm'),
    dashboards: count('AWS::CloudWatch::Dashboard'),
  };
}

function read(): Template {
  return parseTemplate(readFileSync(join(folder, 'cloudformation-template-update-stack.json'), 'utf8'));
}

function parsed<S extends z.ZodType>(template: Template, type: string, schema: S): z.infer<S>[] {
  return resourcesOfType(template, type).map(([, properties]) => schema.parse(properties));
}

const minutes: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#rate-based */
function rateMs(expression: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return Number(count) * (minutes[unit] ?? Number.NaN) * 60_000;
}

function one<T>(all: readonly T[], isIt: (candidate: T) => boolean): T {
  const found = all.filter(isIt);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`expected one, found ${found.length}`);
  return found[0];
}
