import type { ExitCode } from '../../../cli/terminal/io.ts';

export const POLICY = `version: 1
mode: enforce
timezone: Europe/Berlin
targets: [{ account: "111122223333", regions: [eu-central-1, us-east-1] }]
rules:
  - name: developers of the department with a long name
    match: { tags: { env: [dev] } }
    power: { hours: "mon-fri 07:00-19:00", stop: atOnce, override: max 14d }
    snapshots:
      create: { cron: "0 3 * * *", keep: { daily: 7 } }
      copy: { sources: [manual], to: [{ region: us-west-2, keep: { daily: 7 }, kmsKey: alias/dr }] }
    activityStream: { mode: async, kmsKey: alias/audit, restart: anytime }
    capacity: [{ hours: "mon-fri 07:00-19:00", min: 1, max: 16 }, { min: 0.5, max: 4 }]
`;
export const TESTS = `version: 1
tests:
  - name: a cluster of developers is stopped in the evening, because nobody works then and it costs money all night
    given: { cluster: dev-orders, tags: { env: dev }, use: idle }
    at: 2026-11-23T20:00:00+01:00
    expect: { power: { change: stop } }
`;
export const FLEET = `keys: [{ alias: alias/audit }, { alias: alias/dr, regions: [us-west-2], state: Disabled }]
clusters:
  - { id: dev-orders-of-the-department-with-a-very-long-name-indeed, tags: { env: dev }, use: always }
  - { id: dev-idle, tags: { env: dev, team: "a rather long value of a tag that goes on and on" } }
  - { id: dev-asleep, status: stopped, since: 3d, tags: { env: dev } }
  - { id: dev-held, tags: { env: dev, "dormouse:hold": "up until 2026-11-30" } }
  - { id: dev-scaling, instances: 1, serverless: { min: 1, max: 16 }, tags: { env: dev } }
  - { id: dev-us, region: us-east-1, tags: { env: dev } }
  - { id: other, snapshots: [{ id: by-hand, since: 2d }] }
`;

/** Arguments of a command, and how it ends. */
export interface Case {
  readonly args: readonly string[];
  readonly exitCode: ExitCode;
  /** It asks AWS, so that it fails without credentials, and where nothing answers. */
  readonly isOfAws?: true;
  readonly exitWithoutAws?: ExitCode;
  /** Its output is for programs, and is not broken to the width of a terminal. */
  readonly isForPrograms?: true;
}

const ofAws = { isOfAws: true } as const;
const span = ['--fleet', 'FLEET', '--days', '1', '--from', '2026-11-23T05:00Z'];

/** Every command has a row; `FOLDER`, `POLICY` and `FLEET` are files of this test. */
export const cases: Readonly<Record<string, readonly Case[]>> = {
  init: [
    {
      args: [
        '--out',
        'FOLDER/new.yml',
        '--yes',
        '--force',
        '--tag',
        'env=dev',
        '--hours',
        'mon-fri 08:00-18:00',
      ],
      exitCode: 0,
    },
  ],
  validate: [
    { args: ['POLICY'], exitCode: 0 },
    { args: ['BROKEN'], exitCode: 1 },
  ],
  test: [{ args: ['TESTS', '--policy', 'POLICY'], exitCode: 0 }],
  calendars: [{ args: ['update', 'POLICY'], exitCode: 0 }],
  plan: [{ args: ['--policy', 'POLICY'], exitCode: 2, ...ofAws }],
  forecast: [
    { args: ['--policy', 'POLICY', '--days', '3'], exitCode: 0, ...ofAws },
    { args: ['--policy', 'POLICY', '--days', '3', '--fleet', 'FLEET'], exitCode: 0 },
  ],
  record: [
    {
      args: ['--policy', 'POLICY', '--out', 'FOLDER/recorded.yml', '--days', '1', '--yes', '--no-prices'],
      exitCode: 0,
      ...ofAws,
    },
  ],
  explain: [{ args: ['dev-idle', '--policy', 'POLICY'], exitCode: 0, ...ofAws }],
  report: [{ args: ['--policy', 'POLICY', '--since', '7d'], exitCode: 0, ...ofAws }],
  history: [{ args: ['dev-idle', '--timezone', 'Europe/Berlin'], exitCode: 0, ...ofAws }],
  readiness: [{ args: ['--policy', 'POLICY'], exitCode: 2, ...ofAws }],
  evidence: [
    { args: ['--dir', 'examples/evidence'], exitCode: 0 },
    { args: ['--dir', 'examples/evidence', '--verify'], exitCode: 0 },
    { args: ['--bucket', 's3://no-such-bucket'], exitCode: 1, ...ofAws },
  ],
  recipe: [{ args: ['by-hand'], exitCode: 1, ...ofAws }],
  apply: [
    { args: ['stop-idle-clusters', '--policy', 'POLICY', '--yes', '--wait', '0m'], exitCode: 0, ...ofAws },
  ],
  simulate: [{ args: ['--policy', 'POLICY', ...span], exitCode: 0 }],
  compare: [
    { args: ['POLICY', 'OTHER', ...span], exitCode: 3 },
    { args: ['POLICY', 'OTHER', ...span, '--format', 'markdown'], exitCode: 3, isForPrograms: true },
  ],
  doctor: [{ args: ['--policy', 'POLICY'], exitCode: 2, ...ofAws, exitWithoutAws: 2 }],
  pause: [
    {
      args: ['--for', '4h', '--because', 'a migration of the databases of the department with a long name'],
      exitCode: 0,
      ...ofAws,
    },
    { args: ['--show'], exitCode: 0, ...ofAws },
  ],
  resume: [{ args: [], exitCode: 0, ...ofAws }],
  hold: [
    {
      args: [
        'dev-idle',
        'for',
        '4h',
        '--because',
        'a demo for the people of sales who come at ten',
        '--policy',
        'POLICY',
        '--yes',
      ],
      exitCode: 0,
      ...ofAws,
    },
  ],
  release: [{ args: ['dev-held', '--policy', 'POLICY', '--yes'], exitCode: 0, ...ofAws }],
  start: [{ args: ['dev-asleep', '--policy', 'POLICY', '--yes'], exitCode: 0, ...ofAws }],
  stop: [{ args: ['dev-idle', '--policy', 'POLICY', '--yes'], exitCode: 0, ...ofAws }],
  hours: [
    {
      args: ['dev-idle', 'mon-fri 08:00-22:00', 'for', '3d', '--policy', 'POLICY', '--yes'],
      exitCode: 0,
      ...ofAws,
    },
  ],
  completion: [{ args: ['bash'], exitCode: 0, isForPrograms: true }],
};
