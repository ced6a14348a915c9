/** Many accounts of four Regions, with ten clusters in each, of which one has to be stopped; and three bad accounts. */
export const regions = ['eu-central-1', 'us-east-1', 'us-west-2', 'ap-southeast-2'] as const;

export const home = { account: '111122223333', region: 'eu-central-1' } as const;
export const RATE_MS = 300_000;
/** A Monday, right after work, and two sweeps before. */
export const due = Date.parse('2026-11-23T19:00:30Z');
export const start = due - 2 * RATE_MS;

/** Which accounts are bad: none, or one of each kind. */
export interface Bad {
  /** RDS throttles each call. */
  readonly throttled?: string;
  /** Its role may not be assumed. */
  readonly refused?: string;
  /** RDS never answers. */
  readonly hanging?: string;
}

/** One account of each kind, next to each other, as bad luck has it. */
export function badOf(count: number): Required<Bad> {
  const [throttled = '', refused = '', hanging = ''] = accountsOf(count).slice(count * 0.4);
  return { throttled, refused, hanging };
}

export function accountsOf(count: number): string[] {
  return [home.account, ...Array.from({ length: count - 1 }, (_, n) => String(200_000_000_001 + n))];
}

export function fleetOf(accounts: readonly string[], { refused }: Bad): string {
  const lines = accounts.flatMap((account) =>
    regions.flatMap((region) => {
      const where = `account: "${account}", region: ${region}`;
      return [
        `  - { id: "prod-{n}", count: 9, instances: 1, ${where}, tags: { env: prod } }`,
        `  - { id: dev, instances: 1, ${where}, tags: { env: dev } }`,
      ];
    }),
  );
  const roles = accounts.map((id) => `{ id: "${id}", role: ${id === refused ? 'other' : 'dormouse'} }`);
  return `accounts: [${roles.join(', ')}]\nclusters:\n${lines.join('\n')}\n`;
}

export function policyOf(accounts: readonly string[]): string {
  const targets = accounts.map((account) => {
    const role = account === home.account ? '' : `, role: "arn:aws:iam::${account}:role/dormouse"`;
    return `  - { account: "${account}"${role}, regions: [${regions.join(', ')}] }`;
  });
  return `version: 1
mode: enforce
targets:
${targets.join('\n')}
rules: [{ name: dev, match: { tags: { env: [dev] } }, power: { hours: mon-fri 07:00-19:00, idleFor: 60m } }]
`;
}
