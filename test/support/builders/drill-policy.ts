import { parsePolicy } from '../../../shared/policy/file/parse.ts';

/** Every cluster `prod-*` has a drill every 30 days. */
export const drillPolicyText = `version: 1
timezone: UTC
mode: enforce
rules:
  - name: production
    match: { clusters: ["prod-*"] }
    recovery:
      drill: { every: 30d, hours: always }
      network: { subnetGroup: drills, securityGroups: [sg-0123456789abcdef0] }
      instance: { class: smallest }
      checks: [{ sql: select 1, database: shop }]
`;

const parsed = parsePolicy(drillPolicyText);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));

export const drillPolicy = parsed.policy;
