/**
 * The recovery points of AWS Backup, by its documentation: each rule makes a recovery point at each time of its schedule, in UTC, and
 * deletes it as many days later as its lifecycle says.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html
 */

export interface ModelRule {
  readonly name: string;
  /** The time of day, and on which days it is due. */
  readonly hour: number;
  readonly isDue: (date: Date) => boolean;
  readonly deleteAfterDays: number;
}

export interface Point {
  readonly rule: string;
  readonly takenAt: number;
  readonly deletedAt: number;
}

const DAY_MS = 86_400_000;

export function recoveryPoints(rules: readonly ModelRule[], from: number, to: number): Point[] {
  const points: Point[] = [];
  for (let midnight = from; midnight < to; midnight += DAY_MS) {
    for (const { name, hour, isDue, deleteAfterDays } of rules) {
      if (!isDue(new Date(midnight))) continue;
      const takenAt = midnight + hour * 3_600_000;
      points.push({ rule: name, takenAt, deletedAt: takenAt + deleteAfterDays * DAY_MS });
    }
  }
  return points;
}
