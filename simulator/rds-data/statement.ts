import type { Table } from '../rds/clusters/volume.ts';

/** A question that a statement asks. */
export type Statement =
  | { readonly ask: 'one' }
  | { readonly ask: 'count' | 'newest'; readonly column: string; readonly table: string };

/** One value, as the Data API gives it. */
export interface Answer {
  readonly column: string;
  readonly type: 'int4' | 'int8' | 'timestamptz';
  readonly value: number | string | undefined;
}

/** Reads the few statements that the simulator understands: the count and the newest row of a whole table. */
export function readStatement(sql: string): Statement | undefined {
  const text = sql.trim().replace(/;$/, '').trim();
  if (/^select\s+1$/i.test(text)) return { ask: 'one' };
  const [, name = '', column = '', table = ''] =
    /^select\s+(count|max)\s*\(\s*([\w*."`]+)\s*\)(?:\s+as\s+\w+)?\s+from\s+([\w."`]+)$/i.exec(text) ?? [];
  if (name === '') return undefined;
  return {
    ask: name.toLowerCase() === 'count' ? 'count' : 'newest',
    column,
    table: table.replace(/["`]/g, '').split('.').at(-1) ?? '',
  };
}

/** The answer to a statement by the tables of its database; undefined when the table is not among them. */
export function answerOf(statement: Statement, tables: readonly Table[]): Answer | undefined {
  if (statement.ask === 'one') return { column: '?column?', type: 'int4', value: 1 };
  const table = tables.find(({ name }) => name === statement.table.toLowerCase());
  if (table === undefined) return undefined;
  if (statement.ask === 'count') return { column: 'count', type: 'int8', value: table.rows };
  return { column: 'max', type: 'timestamptz', value: table.newest && toTime(table.newest) };
}

/** As the Data API writes times: `2026-11-28 04:10:00`, in UTC. */
function toTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
