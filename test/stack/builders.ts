/** What a stack is made with that sets nothing by itself. */
export const settings = {
  stage: 'test',
  timeoutSeconds: 300,
  batchWindowSeconds: 10,
  traced: false,
  accounts: [],
  sweepMissedMinutes: 60,
  recoveryPointMaxHours: 168,
  streamGapMaxMinutes: 60,
};
