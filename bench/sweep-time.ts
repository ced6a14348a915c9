import { paginateDescribeDBClusters, RDSClient } from '@aws-sdk/client-rds';
import { type Figure, timeFigure } from './figure.ts';
import { invoke } from './invoke.ts';
import { compare } from './measure.ts';
import { region, type Scenario, scenarios } from './scenarios.ts';
import { startSimulator } from './simulator-process.ts';

/** How long a quiet sweep takes, next to the SDK reading the same pages. */
export async function measureSweepTime(rounds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const scenario of scenarios.filter(({ least }) => Object.keys(least).length === 1)) {
    figures.push(await measure(scenario, rounds));
  }
  return figures;
}

async function measure(scenario: Scenario, rounds: number): Promise<Figure> {
  const { url, stop } = await startSimulator(scenario);
  try {
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    const client = new RDSClient({ endpoint: url, region, credentials });
    const readPages = async (): Promise<void> => {
      for await (const _ of paginateDescribeDBClusters({ client, pageSize: 100 }, {}));
    };
    const sweep = (): Promise<void> => invoke(scenario, url);
    await compare(timed(sweep), timed(readPages), 3);
    const compared = await compare(timed(sweep), timed(readPages), rounds);
    return timeFigure(`warm sweep / SDK paging: ${scenario.name}`, compared);
  } finally {
    stop();
  }
}

function timed(run: () => Promise<void>): () => Promise<number> {
  return async () => {
    const start = performance.now();
    await run();
    return performance.now() - start;
  };
}
