/** A major version of an engine: the last days of its standard and its Extended Support. */
export interface MajorVersion {
  readonly engine: string;
  readonly major: string;
  readonly standardFrom: string;
  readonly standardUntil: string;
  readonly extendedUntil: string;
}

type Row = readonly [major: string, standardFrom: string, standardUntil: string, extendedUntil: string];

const postgres: readonly Row[] = [
  ['11', '2019-03-13', '2024-02-29', '2027-03-31'],
  ['12', '2020-03-31', '2025-02-28', '2028-02-29'],
  ['13', '2021-02-24', '2026-02-28', '2029-02-28'],
  ['14', '2022-02-03', '2027-02-28', '2030-02-28'],
  ['15', '2023-02-27', '2028-02-29', '2031-02-28'],
  ['16', '2024-02-26', '2029-02-28', '2032-02-29'],
  ['17', '2024-10-02', '2030-02-28', '2033-02-28'],
];

/**
 * An excerpt of what AWS offers. Neptune and DocumentDB have no such dates.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/AuroraMySQL.release-calendars.html
 */
const rows: Readonly<Record<string, readonly Row[]>> = {
  'aurora-mysql': [
    ['5.7', '2018-02-06', '2024-10-31', '2027-02-28'],
    ['8.0', '2021-11-18', '2028-04-30', '2029-07-31'],
  ],
  'aurora-postgresql': postgres,
  mysql: [
    ['8.0', '2018-10-23', '2026-07-31', '2029-07-31'],
    ['8.4', '2024-11-21', '2029-07-31', '2032-07-31'],
  ],
  postgres,
};

export const majorVersions: readonly MajorVersion[] = Object.entries(rows).flatMap(([engine, own]) =>
  own.map(([major, standardFrom, standardUntil, extendedUntil]) => ({
    ...{ engine, major, standardFrom, standardUntil, extendedUntil },
  })),
);
