import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readParameters } from '../../stack/parameters.ts';

const declared = { default: { rate: 'rate(5 minutes)', alarmEmail: '', accounts: '', organization: '' } };

/** The parameters of the stage prod, with this text in deploy.prod.yml. */
function parametersWith(file?: string, more: Partial<Parameters<typeof readParameters>[0]> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-parameters-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (file !== undefined) writeFileSync(join(folder, 'deploy.prod.yml'), file);
  return readParameters({ stage: 'prod', folder, declared, given: [], ...more });
}

test('a stage without a file has the defaults', () => {
  expect(parametersWith()).toEqual(declared.default);
  expect(parametersWith('')).toEqual(declared.default);
  expect(parametersWith('alarmEmail: ops@example.com', { stage: 'dev' })).toEqual(declared.default);
});

test('the settings in the file of the stage hold for every deployment of it', () => {
  expect(parametersWith('alarmEmail: ops@example.com\naccounts: "444455556666"\n')).toEqual({
    ...declared.default,
    alarmEmail: 'ops@example.com',
    accounts: '444455556666',
  });
});

test('the command line wins over the file, and the file over serverless.yml', () => {
  const parameters = parametersWith('alarmEmail: file@example.com\nrate: rate(10 minutes)', {
    declared: { ...declared, prod: { alarmEmail: 'stage@example.com', organization: 'o-a1b2c3d4e5' } },
    given: ['rate=rate(1 minute)', 'accounts=1=2'],
  });

  expect(parameters).toEqual({
    alarmEmail: 'file@example.com',
    organization: 'o-a1b2c3d4e5',
    rate: 'rate(1 minute)',
    accounts: '1=2',
  });
});

test('a name that does not exist is refused wherever it is written, all at once', () => {
  const misspelt = () =>
    parametersWith('alarmemail: ops@example.com', {
      declared: { ...declared, prod: { rates: 'rate(1 minute)' } },
      given: ['organisation=o-a1b2c3d4e5', 'x=1'],
    });

  expect(misspelt).toThrow(
    [
      'serverless.yml: rates is not a parameter; did you mean rate?',
      'deploy.prod.yml: alarmemail is not a parameter; did you mean alarmEmail?',
      '--param: organisation is not a parameter; did you mean organization?',
      '--param: x is not a parameter; write one of rate, alarmEmail, accounts, organization',
    ].join('\n'),
  );
});

test('a parameter without a value on the command line is refused', () => {
  expect(() => parametersWith(undefined, { given: ['alarmEmail'] })).toThrow(
    '--param: alarmEmail has no value; write --param alarmEmail=<value>',
  );
});

test('a file that is no YAML is refused by its name and the place in it', () => {
  expect(() => parametersWith('alarmEmail: [ops\n')).toThrow(/^deploy\.prod\.yml: .* at line 2, column 1/);
});

test('a file that is no list of parameters is refused', () => {
  expect(() => parametersWith('- rate')).toThrow(
    'deploy.prod.yml must have one parameter a line, name: value',
  );
});
