import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryOf, type PackagedFunction, packagedFunctions, unpack } from '../test/support/packaged.ts';
import { packages } from '../test/support/packages.ts';
import { bundleBareHandler } from './bare-bundle.ts';
import { type Figure, timeFigure } from './figure.ts';
import { compare } from './measure.ts';
import { inNewNode } from './new-node.ts';
import { quietPage } from './scenarios.ts';
import { startSimulator } from './simulator-process.ts';

const TARGET = 1.25;

/**
 * How long each packaged function takes to load, and to load and answer its first sweep, next to a bare handler with
 * the same SDK clients that reads the same page.
 */
export async function measureColdStart(rounds: number): Promise<Figure[]> {
  const bareRoot = mkdtempSync(join(tmpdir(), 'dormouse-bare-'));
  const { url, stop } = await startSimulator(quietPage);
  try {
    const bare = await bundleBareHandler(bareRoot);
    const figures: Figure[] = [];
    for (const fn of packagedFunctions(packages.bench.folder))
      figures.push(...(await measure(fn, bare, url, rounds)));
    return figures;
  } finally {
    stop();
    rmSync(bareRoot, { recursive: true });
  }
}

async function measure(fn: PackagedFunction, bare: string, url: string, rounds: number): Promise<Figure[]> {
  const root = unpack(fn);
  const entry = entryOf(fn, root);
  const environment = {
    ...fn.environment,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    LAMBDA_TASK_ROOT: root,
    // Drills under way are looked for in it first; the bare handler has none.
    DORMOUSE_EVIDENCE_BUCKET: '',
  };
  const page = { call: 'firstPage', input: { MaxRecords: 100 } };
  try {
    const load = await compare(
      () => inNewNode(entry, environment),
      () => inNewNode(bare, environment),
      rounds,
    );
    const sweep = await compare(
      () => inNewNode(entry, environment, {}),
      () => inNewNode(bare, environment, page),
      rounds,
    );
    return [
      timeFigure(`module load: ${fn.name} / a bare handler with the same SDK clients`, load, TARGET),
      timeFigure(
        `cold start: ${fn.name} to its first sweep / the bare handler to the same page`,
        sweep,
        TARGET,
      ),
    ];
  } finally {
    rmSync(root, { recursive: true });
  }
}
