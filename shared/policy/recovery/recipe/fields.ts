import { defined } from '../../../defined.ts';
import { type AssociatedRole, clusterFlags, type ServerlessCapacity } from '../../model/cluster.ts';
import type { ClusterRecipe, RecipeField, RecipeInstance } from './recipe.ts';
import { escapeValue, readList, unescapeValue, writeList } from './text.ts';

/** How a field of a recipe stands in tags. */
interface FieldForm {
  readonly isIn: (recipe: ClusterRecipe) => boolean;
  /** Undefined for a value that tags can't hold. */
  readonly write: (recipe: ClusterRecipe) => string | undefined;
  /** Undefined for text that `write` does not give. */
  readonly read: (text: string) => Partial<ClusterRecipe> | undefined;
}

/** A field for one key of a recipe. */
function field<K extends keyof ClusterRecipe>(
  key: K,
  write: (value: NonNullable<ClusterRecipe[K]>) => string | undefined,
  read: (text: string) => NonNullable<ClusterRecipe[K]> | undefined,
): FieldForm {
  return {
    isIn: ({ [key]: value }) => value !== undefined,
    write: ({ [key]: value }) => (value === undefined || value === null ? undefined : write(value)),
    read(text) {
      const value = read(text);
      return value === undefined ? undefined : ({ [key]: value } as Partial<ClusterRecipe>);
    },
  };
}

type KeyOf<T> = {
  [K in keyof ClusterRecipe]-?: NonNullable<ClusterRecipe[K]> extends T ? K : never;
}[keyof ClusterRecipe];

function textField(key: Exclude<KeyOf<string>, undefined>): FieldForm {
  return field(key, escapeValue, unescapeValue);
}

function numberField(key: KeyOf<number>): FieldForm {
  return field(key, writeNumber, readNumber);
}

function textList(key: 'securityGroups' | 'logExports'): FieldForm {
  return field(
    key,
    (items) => writeList(items, escapeValue),
    (text) => (text === '' ? undefined : readList(text, unescapeValue)),
  );
}

/** A row for each field. */
export const forms: Readonly<Record<RecipeField, FieldForm>> = {
  cluster: textField('cluster'),
  resource: textField('resourceId'),
  subnets: textField('subnetGroup'),
  security: textList('securityGroups'),
  parameters: textField('parameterGroup'),
  instances: field(
    'instances',
    (instances) => writeList(instances, writeInstance),
    (text) => readList(text, readInstance),
  ),
  serverless: field('serverless', writeServerless, readServerless),
  port: numberField('port'),
  flags: field(
    'flags',
    (flags) => writeList(flags, escapeValue),
    (text) =>
      text === '' ? undefined : readList(text, (item) => clusterFlags.find((flag) => flag === item)),
  ),
  lifecycle: textField('lifecycle'),
  key: textField('kmsKey'),
  roles: field(
    'roles',
    (roles) => writeList(roles, writeRole),
    (text) => (text === '' ? undefined : readList(text, readRole)),
  ),
  retention: numberField('retentionDays'),
  backup: textField('backupWindow'),
  maintenance: textField('maintenanceWindow'),
  logs: textList('logExports'),
  storage: textField('storageType'),
  network: textField('networkType'),
};

function writeNumber(value: number): string | undefined {
  const text = `${value}`;
  return readNumber(text) === value ? text : undefined;
}

function readNumber(text: string): number | undefined {
  return /^(0|[1-9]\d{0,14})(\.\d{1,3})?$/.test(text) ? Number(text) : undefined;
}

function writeServerless({ min, max, autoPauseAfterMs }: ServerlessCapacity): string | undefined {
  const parts = [min, max, ...(autoPauseAfterMs === undefined ? [] : [autoPauseAfterMs])];
  return writeParts(parts.map(writeNumber));
}

function readServerless(text: string): ServerlessCapacity | undefined {
  const [min, max, autoPauseAfterMs, ...rest] = text.split('@').map(readNumber);
  if (min === undefined || max === undefined || rest.length > 0) return undefined;
  const hasPause = text.split('@').length === 3;
  if (hasPause && autoPauseAfterMs === undefined) return undefined;
  return { min, max, ...defined({ autoPauseAfterMs }) };
}

function writeRole({ arn, feature }: AssociatedRole): string | undefined {
  return writeParts([arn, ...(feature === undefined ? [] : [feature])].map(escapeValue));
}

function readRole(text: string): AssociatedRole | undefined {
  const [arn, feature, ...rest] = text.split('@').map(unescapeValue);
  const isRead = arn !== undefined && rest.length === 0 && (feature !== undefined || !text.includes('@'));
  return isRead ? { arn, ...defined({ feature }) } : undefined;
}

/** `id@class@tier@parameter group@public`; the last three may be empty, and end with the last that is there. */
function writeInstance(instance: RecipeInstance): string | undefined {
  const { id, instanceClass, promotionTier: tier, parameterGroup, public: isPublic } = instance;
  const parts = [
    escapeValue(id),
    escapeValue(instanceClass),
    tier === undefined ? '' : writeNumber(tier),
    parameterGroup === undefined ? '' : escapeValue(parameterGroup),
    isPublic ? 'public' : '',
  ];
  return writeParts(parts)?.replace(/@+$/, '');
}

function readInstance(text: string): RecipeInstance | undefined {
  const [name = '', kind = '', tier = '', group = '', access = '', ...rest] = text.split('@');
  const [id, instanceClass] = [unescapeValue(name), unescapeValue(kind)];
  if (id === undefined || instanceClass === undefined || rest.length > 0) return undefined;
  const promotionTier = tier === '' ? undefined : readNumber(tier);
  const parameterGroup = group === '' ? undefined : unescapeValue(group);
  const instance = {
    id,
    instanceClass,
    ...defined({ promotionTier, parameterGroup }),
    ...(access === 'public' && { public: true as const }),
  };
  return writeInstance(instance) === text ? instance : undefined;
}

function writeParts(parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join('@');
}
