import { z } from 'zod';
import { badRun, lengthOf, parseRuns, parseStatusRuns, type Recording, type Runs } from './recording.ts';
import * as values from './values.ts';

/** Fleet files that say how they were recorded have this version; one of another version cannot be read. */
export const recordedVersion = 1;

function runs<Value>(kind: 'numbers' | 'statuses', parse: (text: string) => Runs<Value>) {
  return z
    .string()
    .superRefine((text, context) => {
      const bad = badRun(text, kind);
      if (bad === undefined) return;
      const remedy = 'write runs, count x value, with single blanks between them, or record again';
      const message = `has ${JSON.stringify(bad.slice(0, 40))} in place of a run`;
      context.addIssue({
        code: 'custom',
        continue: false,
        message,
        params: { remedy },
        input: text.slice(0, 40),
      });
    })
    .transform(parse);
}

const numbers = runs('numbers', parseRuns).meta({
  title: 'runs of values',
  examples: ['288x0 12x5 6x- 3x?'],
});

const statuses = runs('statuses', parseStatusRuns).meta({
  title: 'runs of statuses',
  examples: ['288xavailable 12xstopped 3x?'],
});

/** The use of a real cluster as a fleet file writes it. All its runs are equally long. */
export const recordingSchema = z
  .strictObject({
    from: z.iso
      .datetime({ offset: true })
      .meta({ title: 'an instant', examples: ['2026-11-01T00:00:00Z'] })
      .transform(Date.parse),
    step: values.duration.meta({ description: 'The length of a step: a whole number of minutes.' }),
    metrics: z.record(z.string(), numbers).default({}).meta({
      description: 'By name, the greatest value of each step; of ServerlessDatabaseCapacity the average.',
    }),
    capacity: z
      .record(z.string(), numbers)
      .default({})
      .meta({ description: 'By instance, the greatest capacity of each step.' }),
    status: statuses.optional().meta({ description: 'Of the real cluster.' }),
  })
  .superRefine(checkLengths)
  .transform(toRecording);

interface Written {
  readonly from: number;
  readonly step: number;
  readonly metrics: Readonly<Record<string, Runs<number>>>;
  readonly capacity: Readonly<Record<string, Runs<number>>>;
  readonly status?: Runs<string> | undefined;
}

type NamedRuns = [path: string[], runs: Runs<unknown>];

function allRuns({ metrics, capacity, status }: Written): NamedRuns[] {
  const of = (key: string, record: Readonly<Record<string, Runs<number>>>) =>
    Object.entries(record).map(([name, own]): NamedRuns => [[key, name], own]);
  return [
    ...of('metrics', metrics),
    ...of('capacity', capacity),
    ...(status === undefined ? [] : [[['status'], status] satisfies NamedRuns]),
  ];
}

function checkLengths(written: Written, context: z.RefinementCtx): void {
  if (written.step <= 0 || written.step % 60_000 !== 0) {
    const params = { remedy: 'write for example 5m' };
    context.addIssue({
      code: 'custom',
      continue: false,
      path: ['step'],
      message: 'is not a whole number of minutes',
      params,
    });
  }
  const all = allRuns(written);
  const longest = Math.max(0, ...all.map(([, own]) => lengthOf(own)));
  for (const [path, own] of all) {
    if (lengthOf(own) === longest) continue;
    const message = `has ${lengthOf(own)} steps, and the longest of this cluster has ${longest}`;
    const params = { remedy: 'write ? for steps that nobody knows, or record again' };
    context.addIssue({ code: 'custom', continue: false, path, message, params });
  }
}

function toRecording(written: Written): Recording {
  const { from, step: stepMs, metrics, capacity, status } = written;
  const length = Math.max(0, ...allRuns(written).map(([, own]) => lengthOf(own)));
  return {
    from,
    until: from + length * stepMs,
    stepMs,
    metrics: new Map(Object.entries(metrics)),
    capacity: new Map(Object.entries(capacity)),
    status,
  };
}

/** How a fleet file was recorded. */
export const recordedSchema = z.strictObject({
  version: z.int().refine((version) => version === recordedVersion, {
    error: `is another version of recorded fleet files than ${recordedVersion}`,
    params: { remedy: 'read it with the Dormouse that wrote it, or record again' },
  }),
  at: z.iso.datetime({ offset: true }).transform(Date.parse).meta({ description: 'When.' }),
  from: z.iso
    .datetime({ offset: true })
    .transform(Date.parse)
    .meta({ description: 'The earliest time that was asked for.' }),
  by: z.string().optional().meta({ description: 'The version of Dormouse.' }),
  clusters: z
    .int()
    .min(0)
    .meta({ description: 'How many follow, so that a file that breaks off is recognized.' }),
  missing: z.array(z.string()).default([]).meta({ description: 'What could not be read, and why.' }),
});

export type Recorded = z.infer<typeof recordedSchema>;
