/** Where the functions are packaged, by where they get their policy from: the template of each has other permissions. */
export const packages = {
  file: { folder: '.serverless', policy: 'file:policy.yml' },
  ssm: { folder: '.cache/packages/ssm', policy: 'ssm:/dormouse/policy' },
  appconfig: { folder: '.cache/packages/appconfig', policy: 'appconfig:dormouse/live/policy' },
} as const;
