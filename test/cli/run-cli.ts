import { mkdtemp, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, vi } from 'vitest';
import { main } from '../../cli/main.ts';
import { recordOf } from '../../simulator/eventbridge/record.ts';
import { createSimulator } from '../../simulator/simulator.ts';

/** For the account and Region of the credentials. */
export const HOME_POLICY = `version: 1
mode: enforce
rules:
  - name: developers
    match: { tags: { env: [dev] } }
    power: { hours: "mon-fri 07:00-19:00", stop: atOnce }
`;

export const POLICY = `${HOME_POLICY}targets:
  - account: "111122223333"
    regions: [eu-central-1, us-east-1]
`;

const FLEET = `clusters:
  - { id: dev-orders, tags: { env: dev } }
  - { id: dev-held, tags: { env: dev, "dormouse:hold": next friday } }
  - { id: other }
  - { id: dev-us, region: us-east-1, tags: { env: dev } }
`;

/** The bus whose events are kept. */
const BUS = 'arn:aws:events:eu-central-1:111122223333:event-bus/dormouse-prod';

/** Monday evening, outside the hours. */
export const EVENING = '2026-11-23T20:00:00Z';
/** Monday noon, within the hours. */
export const NOON = '2026-11-23T12:00:00Z';

/** A simulated AWS for each test of a file; `open` gives a test another one. */
export function awsForEachTest(now: string, fleet = FLEET) {
  let aws: Awaited<ReturnType<typeof openAws>> | undefined;
  async function open(at: string, other = fleet): Promise<void> {
    await aws?.close();
    aws = await openAws(at, other);
  }
  beforeEach(() => open(now));
  afterEach(async () => {
    await aws?.close();
    aws = undefined;
    vi.unstubAllEnvs();
  });
  return {
    open,
    get simulator() {
      if (aws === undefined) throw new Error('no test is running');
      return aws.simulator;
    },
  };
}

/** A simulated AWS in the environment of this process, until `close`. */
export async function openAws(
  now: string,
  fleet = FLEET,
  products: readonly string[] = [],
  buckets: readonly { readonly name: string; readonly account?: string }[] = [],
) {
  const simulator = createSimulator({ fleet, now: Date.parse(now), products, buckets, ...recordOf(BUS) });
  const { url, close } = await simulator.listen();
  setEnvironment(url);
  return { simulator, close };
}

type Aws = Pick<Awaited<ReturnType<typeof openAws>>, 'simulator'>;

/** The calls that change something, in order. */
export function writesOf({ simulator }: Aws) {
  return simulator.calls
    .list()
    .filter(({ action }) => !/^(Describe|Get|List|GET |FilterLogEvents$|PutEvents$|AssumeRole$)/.test(action))
    .map(({ action, input }) => ({ action, input }));
}

/** The events on all buses, in order. */
export function sentEvents({ simulator }: Aws) {
  return simulator.bus.map(({ bus, source, detailType, resources, detail }) => ({
    bus,
    event: { source, 'detail-type': detailType, resources, detail },
  }));
}

/** The AWS environment of a caller with credentials, and with nothing of this machine's own. */
export function setEnvironment(url: string): void {
  const environment = {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-central-1',
    AWS_DEFAULT_REGION: undefined,
    AWS_PROFILE: undefined,
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_MAX_ATTEMPTS: '1',
    DEBUG: undefined,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
}

/** Writes a policy to a file of its own and gives its path. */
export async function policyFile(text = POLICY): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'dormouse-')), 'policy.yml');
  await writeFile(path, text);
  return path;
}

/** Runs the command line as its users do, without a terminal. */
export async function dormouse(args: readonly string[], stdin = '') {
  const out = collector();
  const err = collector();
  const exitCode = await main(args, { stdin: Readable.from([stdin]), stdout: out, stderr: err });
  return { exitCode, stdout: out.text(), stderr: err.text() };
}

/** The same on a terminal of 80 columns, where somebody types the answer to each question. */
export async function dormouseAsked(args: readonly string[], answer: string | (() => string)) {
  const isTTY = { isTTY: true, columns: 80 } as const;
  const out = Object.assign(collector(), isTTY);
  const err = Object.assign(collector(), isTTY);
  async function* typed() {
    yield `${typeof answer === 'string' ? answer : answer()}\n`;
  }
  const stdin = Object.assign(Readable.from(typed()), isTTY);
  const exitCode = await main(args, { stdin, stdout: out, stderr: err });
  return { exitCode, stdout: out.text(), stderr: err.text() };
}

/** The same, with output and errors together, as a terminal shows them. */
export async function terminal(args: readonly string[], stdin = '') {
  const screen = collector();
  const exitCode = await main(args, { stdin: Readable.from([stdin]), stdout: screen, stderr: screen });
  return { exitCode, text: screen.text() };
}

function collector(): Writable & { text(): string } {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return Object.assign(stream, { text: () => text });
}
