import { Console } from 'node:console';
import { createWriteStream, mkdirSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, resolve } from 'node:path';

export interface EnvironmentOptions {
  /** URL of the simulator. */
  readonly url: string;
  readonly policy: string;
  /** File for the logs of the functions. */
  readonly log: string;
  /** Bucket for the evidence of restore drills. Absent: there is none. */
  readonly evidenceBucket?: string;
}

/**
 * Gives this process the environment of a Lambda function, with the simulator in place of AWS. Removes the caller's own
 * AWS settings, so that no real account can be reached. Must run before the handlers are imported.
 */
export function prepareEnvironment({ url, policy, log, evidenceBucket = '' }: EnvironmentOptions): void {
  for (const name of Object.keys(process.env)) {
    if (/^(AWS|DORMOUSE|POWERTOOLS)_/.test(name)) delete process.env[name];
  }
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    DORMOUSE_POLICY: `file:${resolve(policy)}`,
    DORMOUSE_EVENT_BUS: 'dormouse-demo',
    DORMOUSE_EVIDENCE_BUCKET: evidenceBucket,
    POWERTOOLS_SERVICE_NAME: 'dormouse',
    POWERTOOLS_METRICS_NAMESPACE: 'Dormouse',
    // Powertools writes to the global console then, and not to the process's own output.
    POWERTOOLS_DEV: 'true',
  });
  mkdirSync(dirname(log), { recursive: true });
  const stream = createWriteStream(log);
  globalThis.console = new Console(stream, stream);
}
