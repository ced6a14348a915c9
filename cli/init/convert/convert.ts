import { LineCounter, parseDocument } from 'yaml';
import { CliError } from '../../errors/cli-error.ts';
import type { Draft } from './draft.ts';

/** Everything that a conversion needs besides the file. */
export interface Choices {
  /** Tags of the clusters, where the file does not say which it is about. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
}

/** Makes a draft of a parsed file of another tool, or throws a CliError where it is none. */
export type Convert = (document: unknown, name: string, choices: Choices) => Draft;

/**
 * A YAML or JSON text as plain data.
 *
 * @throws CliError with line and column of the first mistake
 */
export function parseForeign(text: string, name: string, tool: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new CliError(
      `${name}:${line}:${col} is neither YAML nor JSON: ${error.message}`,
      `write the file of ${tool} again`,
    );
  }
  return document.toJS();
}

/** A map, or undefined for anything else. */
export function mapOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The maps of a list; what else is in it is left out. */
export function mapsOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return listOf(value)
    .map(mapOf)
    .filter((one) => one !== undefined);
}

/** Text, and numbers as text; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** A time as hours write it: `9:00` is `09:00`; undefined for what is none. */
export function clockOf(value: unknown): string | undefined {
  const [, hour, minute = '00'] = /^(\d{1,2})(?::(\d\d))?$/.exec(textOf(value) ?? '') ?? [];
  if (hour === undefined || Number(hour) > 23) return undefined;
  return `${hour.padStart(2, '0')}:${minute}`;
}
