import type { Call } from '../core/service.ts';
import type { FleetKey } from '../fleet/fleet.ts';
import { uuidOf } from '../fleet/resolve.ts';

type Place = Pick<Call, 'account' | 'region'>;

/** A KMS key; state and policy may change. */
export interface Key extends Omit<FleetKey, 'state' | 'policy'> {
  readonly arn: string;
  state: FleetKey['state'];
  policy: FleetKey['policy'];
}

/** All keys, by the four names that a key has: id, ARN, alias and ARN of the alias. */
export interface Keys {
  /** The key of that name as seen from a place; keys of other Regions are seen from nowhere else. */
  find(name: string, place: Place): Key | undefined;
  /** By any name, wherever they are. */
  named(name: string): readonly Key[];
}

export function createKeys(fleet: readonly FleetKey[]): Keys {
  const keys = fleet.map((key): Key => ({ ...key, arn: keyArn(key, key.id) }));

  /** AWS makes the key of a service when somebody first asks for it. */
  function managedKey(name: string, { account, region }: Place): Key | undefined {
    const alias = name.replace(`arn:aws:kms:${region}:${account}:`, '');
    if (!alias.startsWith(managedPrefix)) return undefined;
    const id = uuidOf(`${account}/${region}/${alias}`);
    const key: Key = { ...managed, ...{ account, region, alias, id }, arn: keyArn({ account, region }, id) };
    keys.push(key);
    return key;
  }

  return {
    find(name, place) {
      const known = keys.find((key) => {
        const { region } = key;
        if (region !== place.region) return false;
        const isNamed = key.arn === name || aliasArn(key, key.alias) === name;
        return isNamed || (key.account === place.account && (key.id === name || key.alias === name));
      });
      return known ?? managedKey(name, place);
    },
    named: (name) =>
      keys.filter((key) => [key.arn, key.id, key.alias, aliasArn(key, key.alias)].includes(name)),
  };
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk */
const managedPrefix = 'alias/aws/';

const managed = {
  state: 'Enabled',
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  policy: 'allowed',
} as const;

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html */
export function keyArn({ account, region }: Place, id: string): string {
  return `arn:aws:kms:${region}:${account}:key/${id}`;
}

export function aliasArn({ account, region }: Place, alias: string): string {
  return `arn:aws:kms:${region}:${account}:${alias}`;
}

/** Whether RDS can encrypt with the key: it is enabled, symmetric, for encryption, and its policy allows it. */
export function isUsable({ state, spec, usage, policy }: Key): boolean {
  const isSymmetric = spec === 'SYMMETRIC_DEFAULT' && usage === 'ENCRYPT_DECRYPT';
  return state === 'Enabled' && isSymmetric && policy === 'allowed';
}
