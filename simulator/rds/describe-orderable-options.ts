import type { OrderableDBInstanceOption } from '@aws-sdk/client-rds';
import { z } from 'zod';
import type { Call, Operation } from '../core/service.ts';
import { isMultiAz } from '../fleet/engines.ts';
import { classesOf, provisionedClasses } from '../fleet/instance-classes.ts';
import { invalidParameter } from './api/errors.ts';
import { toPredicate } from './api/filters.ts';
import { describeInput, readInput } from './api/input.ts';
import { takePage } from './api/paging.ts';
import { offeredVersions, type VersionParts } from './places/describe-engine-versions.ts';
import { streamModes } from './streams/stream-support.ts';

const inputSchema = describeInput.extend({
  Engine: z.string(),
  EngineVersion: z.string().optional(),
  DBInstanceClass: z.string().optional(),
});

/** More than the other operations give. */
const mostRecords = 1_000;

interface Option {
  readonly engine: string;
  readonly version: string;
  readonly instanceClass: string;
  readonly storage: string;
  /** Its place in the listing. */
  readonly key: string;
}

/**
 * The instance classes of an engine, for its versions that are in the fleet and the usual one.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeOrderableDBInstanceOptions.html
 */
export function describeOrderableOptions(parts: VersionParts): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const { Engine: engine, EngineVersion, DBInstanceClass } = input;
    if (provisionedClasses(engine) === undefined) throw invalidParameter(`Invalid DB engine: ${engine}`);
    const { places } = parts;
    const options = offeredVersions(call, engine, parts)
      .filter((version) => EngineVersion === undefined || version === EngineVersion)
      .flatMap((version) =>
        classesOf(engine, version)
          .filter((instanceClass) => DBInstanceClass === undefined || instanceClass === DBInstanceClass)
          .filter((instanceClass) => places.zonesOf(call, instanceClass) > 0)
          .flatMap((instanceClass) =>
            storageOf(engine).map((storage) => toOption(engine, version, instanceClass, storage)),
          ),
      )
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const keep = toPredicate<Option>(input.Filters, {});
    const { items, ...more } = takePage(options, ({ key }) => key, input, keep, mostRecords);
    return {
      OrderableDBInstanceOptions: items.map((option) =>
        toShape(option, call, places.zonesOf(call, option.instanceClass)),
      ),
      ...more,
    };
  };
}

/** Aurora has each class twice, with the storage that is paid by use and with the other. */
function storageOf(engine: string): readonly string[] {
  if (isMultiAz(engine)) return ['gp3', 'io1'];
  return engine.startsWith('aurora-') ? ['aurora', 'aurora-iopt1'] : ['aurora'];
}

function toOption(engine: string, version: string, instanceClass: string, storage: string): Option {
  const key = [engine, version, instanceClass, storage].join('/');
  return { engine, version, instanceClass, storage, key };
}

function toShape(
  { engine, version, instanceClass, storage }: Option,
  { region }: Call,
  zones: number,
): OrderableDBInstanceOption {
  const isAurora = engine.startsWith('aurora-');
  return {
    Engine: engine,
    EngineVersion: version,
    DBInstanceClass: instanceClass,
    LicenseModel: engine.includes('postgres') ? 'postgresql-license' : 'general-public-license',
    AvailabilityZones: ['a', 'b', 'c'].slice(0, zones).map((zone) => ({ Name: `${region}${zone}` })),
    MultiAZCapable: isMultiAz(engine),
    ReadReplicaCapable: isMultiAz(engine),
    Vpc: true,
    SupportsStorageEncryption: true,
    StorageType: storage,
    SupportsIops: storage === 'io1',
    SupportsEnhancedMonitoring: isAurora || isMultiAz(engine),
    SupportsPerformanceInsights: true,
    SupportedEngineModes: ['provisioned'],
    SupportedActivityStreamModes: [...streamModes(engine, version, instanceClass)],
    SupportsGlobalDatabases: isAurora,
    SupportsClusters: true,
  };
}
