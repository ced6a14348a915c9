import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CliError } from '../../cli/errors/cli-error.ts';
import { formatProblems } from '../../shared/document/problem.ts';
import { readDocument } from '../../shared/document/read-document.ts';
import { FleetError } from '../../simulator/fleet/load-fleet.ts';

/** A change that somebody makes by hand during the day. */
export interface Deed {
  /** Epoch milliseconds of simulated time. */
  readonly at: number;
  /** The change and the resource it concerns, for the story. */
  readonly does: string;
  readonly to: string;
  /** The path `POST /_simulator/<door>` of the simulator, and the body for it. */
  readonly door: 'cluster' | 'key';
  readonly body: unknown;
}

const common = {
  at: z.iso.datetime().meta({ title: 'an instant', examples: ['2026-11-23T09:00:00Z'] }),
  does: z.string().min(1),
};
const deed = z.union([
  z
    .strictObject({ ...common, cluster: z.looseObject({ cluster: z.string() }) })
    .transform(({ cluster, ...rest }) => ({
      ...rest,
      door: 'cluster' as const,
      to: cluster.cluster,
      body: cluster,
    })),
  z
    .strictObject({ ...common, key: z.looseObject({ key: z.string() }) })
    .transform(({ key, ...rest }) => ({ ...rest, door: 'key' as const, to: key.key, body: key })),
]);
const schema: z.ZodType<Deed[]> = z.array(
  deed.transform(({ at, ...rest }) => ({ ...rest, at: Date.parse(at) })),
);

/**
 * The changes that people make during the day, in the order of time.
 *
 * @throws FleetError with every problem of the file, or CliError when there is none.
 */
export async function readPeople(path: string): Promise<readonly Deed[]> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new CliError(`${path}: cannot be read`, 'name a file with --people; examples/people.yml is one', {
      cause,
    });
  });
  const result = readDocument(text, schema);
  if (!result.ok) throw new FleetError(formatProblems(result.problems, path));
  return result.value.toSorted((a, b) => a.at - b.at);
}
