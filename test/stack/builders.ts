import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { readSettings, type Settings } from '../../stack/settings.ts';

const file = z.looseObject({
  params: z.looseObject({ default: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) }),
  provider: z.looseObject({ timeout: z.number() }),
});

const { params, provider } = file.parse(parse(readFileSync('serverless.yml', 'utf8'), { logLevel: 'error' }));

/** The parameters as serverless.yml sets them. */
export const defaults = params.default;

/** The settings of the stage `test` with the parameters of serverless.yml, but for these. */
export function settingsWith(parameters: Readonly<Record<string, unknown>> = {}, stage = 'test'): Settings {
  return readSettings({ ...defaults, ...parameters }, { stage, timeout: provider.timeout });
}

/** With everything that is off by default, so that nothing of the stack is forgotten. */
export const settings: Settings = settingsWith({ drills: true });

/** Settings with every parameter that adds something to the template. */
export const everything: Settings = settingsWith({
  tracing: 'Active',
  accounts: '444455556666, 777788889999',
  organization: 'o-a1b2c3d4e5',
  keyAccounts: '999988887777',
  alarmEmail: 'ops@example.com',
  drills: true,
  evidenceLogs: 'logs-of-ours',
  retain: true,
  roleName: 'dormouse-eu',
  rolePath: '/platform/',
  permissionsBoundary: 'boundaries/dormouse',
  kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
});
