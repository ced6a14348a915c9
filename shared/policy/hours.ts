/** Hours as parsed from `mon-fri 07:30-19:00, sat 10:00-14:00 except holidays`. */
export interface Hours {
  /** As written in the policy file. */
  readonly text: string;
  readonly ranges: readonly DayRange[] | 'always' | 'never';
  /** Names of calendars: a range that begins on one of their dates does not open. */
  readonly except: readonly string[];
}

/** Wall-clock minutes on the days on which the range begins; `end` is above 1440 when it runs past midnight. */
export interface DayRange {
  /** ISO weekdays, Monday 1 to Sunday 7. */
  readonly days: readonly number[];
  readonly start: number;
  readonly end: number;
}
