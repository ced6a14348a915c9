/** Two builds of the release, whose bytes have to be the same. */
export const releases = { first: '.cache/releases/first', second: '.cache/releases/second' } as const;

/**
 * The packages that the suites build, each in a folder of its own: Serverless clears `.serverless` whatever it fills. The
 * template of each source of the policy has other permissions.
 */
export const packages = {
  /** Also for the tests against moto. */
  file: { folder: '.cache/packages/file', policy: 'file:policy.yml', drills: 'true' },
  /** Runs in real time, too, so its schedules come soon, but for one. */
  ssm: {
    folder: '.cache/packages/ssm',
    policy: 'ssm:/dormouse/policy',
    drills: 'true',
    rate: 'rate(1 minute)',
    copyRate: 'rate(1 day)',
  },
  appconfig: {
    folder: '.cache/packages/appconfig',
    policy: 'appconfig:dormouse/live/policy',
    drills: 'true',
  },
  /** As most deployments are: without restore drills. */
  bench: { folder: '.cache/packages/bench', policy: 'file:policy.yml' },
  /** For an organization whose accounts are let in. */
  system: { folder: '.cache/packages/system', policy: 'file:policy.yml', organization: 'o-a1b2c3d4e5' },
} as const;

/** Parameters of the stack as Serverless takes them on its command line. */
export function paramArguments(parameters: Readonly<Record<string, string>>): string[] {
  return Object.entries(parameters).flatMap(([name, value]) => ['--param', `${name}=${value}`]);
}
