import { z } from 'zod';
import { type Call, type Service, ServiceError } from '../core/service.ts';
import type { Quirks } from '../fleet/quirks.ts';
import type { Cluster } from '../rds/clusters/cluster.ts';
import { isOwned } from '../rds/clusters/identifiers.ts';
import type { Store } from '../rds/clusters/store.ts';
import { tablesOf } from './data.ts';
import * as errors from './errors.ts';
import { createGuard, type GuardParts } from './guard.ts';
import { type Answer, answerOf, readStatement } from './statement.ts';

const inputSchema = z.object({
  resourceArn: z.string(),
  secretArn: z.string(),
  sql: z.string(),
  database: z.string().optional(),
  includeResultMetadata: z.boolean().default(false),
  formatRecordsAs: z.enum(['NONE', 'JSON']).default('NONE'),
});
type Input = z.infer<typeof inputSchema>;

interface Parts extends GuardParts {
  readonly store: Store;
  readonly quirks: Quirks;
}

/** The database that every cluster has. */
const usualDatabase = 'main';

/**
 * The Data API, as far as single statements that read: only with the secret of the cluster's master user, and only while
 * the writer is available.
 *
 * @see https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html
 */
export function createRdsDataService(parts: Parts): Service {
  const { store, quirks } = parts;
  const guard = createGuard(parts);

  function execute(raw: Record<string, unknown>, call: Call): Record<string, unknown> {
    const parsed = inputSchema.safeParse(raw);
    if (!parsed.success) throw new ServiceError('BadRequestException', z.prettifyError(parsed.error));
    const input = parsed.data;
    const cluster = store.find(input.resourceArn.toLowerCase());
    if (cluster === undefined || !isOwned(cluster, call)) throw errors.notFound(input.resourceArn);
    guard(cluster, input.secretArn, call.now);
    return toOutput(answer(cluster, input, call.now, parts), input);
  }

  return {
    name: 'rds-data',
    operations: {
      ExecuteStatement(input, call) {
        try {
          return execute(input, call);
        } catch (error) {
          const isSpecific = quirks.dataApiErrors === 'specific' || !(error instanceof ServiceError);
          throw isSpecific ? error : new ServiceError('BadRequestException', error.message);
        }
      },
    },
    resources: ({ resourceArn }) => [String(resourceArn)],
  };
}

function answer(
  cluster: Cluster,
  { sql, database = usualDatabase }: Input,
  now: number,
  parts: Parts,
): Answer {
  const tables = tablesOf(cluster, now, parts);
  const own = tables.filter((table) => table.database === database);
  if (own.length === 0 && database !== usualDatabase) {
    throw errors.databaseError(`FATAL: database "${database}" does not exist`, '3D000');
  }
  const statement = readStatement(sql);
  if (statement === undefined) {
    const known = 'the simulator answers select 1, select count(*) and select max(column) of a whole table';
    throw errors.databaseError(`ERROR: syntax error: ${known}`, '42601');
  }
  const found = answerOf(statement, own);
  if (found !== undefined) return found;
  const table = statement.ask === 'one' ? '' : statement.table;
  throw errors.databaseError(`ERROR: relation "${table}" does not exist`, '42P01');
}

function toOutput({ column, type, value }: Answer, input: Input): Record<string, unknown> {
  const metadata = { name: column, label: column, typeName: type, nullable: 2 };
  return {
    numberOfRecordsUpdated: 0,
    ...(input.formatRecordsAs === 'JSON'
      ? { formattedRecords: JSON.stringify([{ [column]: value ?? null }]) }
      : { records: [[toField(value)]] }),
    ...(input.includeResultMetadata && { columnMetadata: [metadata] }),
  };
}

function toField(value: Answer['value']): Record<string, unknown> {
  if (value === undefined) return { isNull: true };
  return typeof value === 'number' ? { longValue: value } : { stringValue: value };
}
