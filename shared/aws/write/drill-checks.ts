import { defined } from '../../defined.ts';
import { parseArn } from '../../policy/model/arn.ts';
import type { ClusterConnection } from '../../policy/model/cluster.ts';
import { type DrillRecord, pointTime } from '../../policy/model/drill-record.ts';
import type { FunctionCheck, SqlCheck } from '../../policy/model/recovery-rule.ts';
import type { CheckAnswer } from '../../policy/recovery/drill/judge-check.ts';
import { type AwsScope, drillClients, sendOptions } from '../client/aws-scope.ts';
import { classify } from '../client/faults.ts';

/** The data is not there yet, but may be in a minute. */
export interface NotYet {
  readonly state: 'not-yet';
  readonly detail: string;
}

/** An answer of a function longer than this is nobody's verdict. */
const MAX_ANSWER_BYTES = 10_000;

/** Errors of the Data API that pass: https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html */
const PASSING = new Set([
  'DatabaseResumingException',
  'DatabaseUnavailableException',
  // It was switched on a moment ago.
  'HttpEndpointNotEnabledException',
  'InternalServerErrorException',
  'ServiceUnavailableError',
]);

/**
 * Asks the restored cluster one statement by the RDS Data API. A timeout is no answer, and an answer of several rows or
 * columns neither. Throws nothing that AWS throws.
 * https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html
 */
export async function askSql(
  scope: AwsScope,
  { restored }: DrillRecord,
  { sql, database }: SqlCheck,
  { secret }: ClusterConnection,
): Promise<CheckAnswer | NotYet> {
  const started = performance.now();
  try {
    const { ExecuteStatementCommand } = await import('../client/sdk/rds-data.ts');
    const { records } = await (await drillClients(scope).rdsData()).send(
      new ExecuteStatementCommand({ resourceArn: restored.arn, secretArn: secret?.arn ?? '', database, sql }),
      sendOptions(scope),
    );
    const ms = performance.now() - started;
    const [row, ...rows] = records ?? [];
    const [field, ...fields] = row ?? [];
    if (field === undefined) return { state: 'failed', detail: 'the answer has no row', ms };
    if (rows.length > 0 || fields.length > 0) {
      return { state: 'failed', detail: 'the answer has more than one row or column; select one value', ms };
    }
    const value = field.isNull
      ? null
      : (field.longValue ?? field.doubleValue ?? field.stringValue ?? field.booleanValue);
    return value === undefined
      ? { state: 'failed', detail: 'the answer is no number, text or boolean', ms }
      : { state: 'value', value, ms };
  } catch (error) {
    return answerOfError(error, performance.now() - started);
  }
}

/** The event that a function of a check is invoked with. */
interface CheckEvent {
  readonly version: 1;
  readonly drill: string;
  readonly cluster: {
    readonly arn: string;
    readonly id: string;
    readonly endpoint?: string;
    readonly readerEndpoint?: string;
    readonly port?: number;
    readonly engine: string;
    readonly engineVersion: string;
    readonly secretArn?: string;
  };
  readonly source: { readonly arn: string; readonly id: string };
  readonly point: { readonly createdAt: string };
  readonly before?: number | string;
}

/**
 * Asks a function about the restored cluster, and waits for its answer. Throws nothing that AWS throws.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function askFunction(
  scope: AwsScope,
  record: DrillRecord,
  { arn }: FunctionCheck,
  connection: ClusterConnection,
  before: number | string | undefined,
): Promise<CheckAnswer | NotYet> {
  const started = performance.now();
  const msSince = () => performance.now() - started;
  try {
    const { InvokeCommand } = await import('../client/sdk/lambda.ts');
    const lambda = await drillClients(scope).lambda(parseArn(arn)?.region ?? scope.region);
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({
        FunctionName: arn,
        InvocationType: 'RequestResponse',
        Payload: Buffer.from(JSON.stringify(eventOf(record, connection, before))),
      }),
      sendOptions(scope),
    );
    const text = Buffer.from(Payload ?? []).toString();
    if (FunctionError !== undefined)
      return {
        state: 'failed',
        detail: `it has failed with ${errorTypeOf(text)}; see its log`,
        ms: msSince(),
      };
    if (text.length > MAX_ANSWER_BYTES)
      return { state: 'failed', detail: 'its answer is too long', ms: msSince() };
    return { state: 'answer', answer: readJson(text), ms: msSince() };
  } catch (error) {
    return answerOfError(error, msSince());
  }
}

function eventOf(
  { drill, restored, source, settings, point }: DrillRecord,
  { endpoint, readerEndpoint, port, secret }: ClusterConnection,
  before: number | string | undefined,
): CheckEvent {
  const { engine, engineVersion } = settings;
  return {
    version: 1,
    drill,
    cluster: {
      ...{ arn: restored.arn, id: restored.cluster, engine, engineVersion },
      ...defined({ endpoint, readerEndpoint, port, secretArn: secret?.arn }),
    },
    source: { arn: source.arn, id: source.cluster },
    point: { createdAt: pointTime(point) },
    ...defined({ before }),
  };
}

/** The message and the stack of an error may hold data, and evidence is kept for long. */
function errorTypeOf(text: string): string {
  const { errorType } = Object(readJson(text));
  return typeof errorType === 'string' ? errorType.slice(0, 100) : 'an error';
}

/** Undefined where it is no JSON: no verdict can be read from it. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An error that is no answer of AWS is a bug, and none of the data. */
function answerOfError(error: unknown, ms: number): CheckAnswer | NotYet {
  const fault = classify(error);
  if (fault === undefined) throw error;
  const detail = `${fault.name}: ${fault.message}`;
  if (fault.name === 'TimeoutError') return { state: 'failed', detail: `no answer in time (${detail})`, ms };
  return PASSING.has(fault.name) || fault.kind === 'retry'
    ? { state: 'not-yet', detail }
    : { state: 'failed', detail, ms };
}
