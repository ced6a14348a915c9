import type { DBMajorEngineVersion, LifecycleSupportName } from '@aws-sdk/client-rds';
import { z } from 'zod';
import type { Operation } from '../core/service.ts';
import { type MajorVersion, majorVersions } from '../fleet/major-versions.ts';
import { describeInput, readInput } from './api/input.ts';
import { takePage } from './api/paging.ts';

const inputSchema = describeInput.extend({
  Engine: z.string().optional(),
  MajorEngineVersion: z.string().optional(),
});

const dayMs = 86_400_000;

/**
 * Until when the major versions of engines are supported, the same in every place.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBMajorEngineVersions.html
 */
export function describeMajorVersions(): Operation {
  return (raw) => {
    const input = readInput(inputSchema, raw);
    const { Engine, MajorEngineVersion } = input;
    const keep = ({ engine, major }: MajorVersion) =>
      (Engine ?? engine) === engine && (MajorEngineVersion ?? major) === major;
    const { items, ...more } = takePage(majorVersions, keyOf, input, keep);
    return { DBMajorEngineVersions: items.map(toShape), ...more };
  };
}

/** In the order of the table: a number with a digit more is the later one. */
function keyOf({ engine, major }: MajorVersion): string {
  return `${engine}/${major.padStart(5)}`;
}

function toShape(version: MajorVersion): DBMajorEngineVersion {
  const { engine, major, standardFrom, standardUntil, extendedUntil } = version;
  const lifecycle = (name: LifecycleSupportName, from: number, until: string) => ({
    LifecycleSupportName: name,
    LifecycleSupportStartDate: new Date(from),
    LifecycleSupportEndDate: new Date(`${until}T23:59:59.999Z`),
  });
  return {
    Engine: engine,
    MajorEngineVersion: major,
    SupportedEngineLifecycles: [
      lifecycle('open-source-rds-standard-support', Date.parse(standardFrom), standardUntil),
      lifecycle('open-source-rds-extended-support', Date.parse(standardUntil) + dayMs, extendedUntil),
    ],
  };
}
