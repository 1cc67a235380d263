import fc from 'fast-check';
import { phases } from '@previewenv/plugin-preview-environments-common';
import { untold } from '../preview';
import { olderSha, record, sha } from '../preview/__testUtils__/builders';
import { plainLine } from './line';
import { deploymentsOf, statusOf } from './reports';

const options = {
  instance: 'test',
  appBaseUrl: 'https://backstage.example.com',
};
const page = 'https://backstage.example.com/previews';
const withEnvironment = { ...options, environment: 'preview' };
const deployments = (...shas: string[]) => ({
  ...untold,
  deployments: shas.map((one, at) => ({ id: `${at}`, sha: one, told: '' })),
});

describe('the deployments of a preview', () => {
  it.each`
    scenario                                         | phase               | liveSha      | known              | expected
    ${'nothing answers yet'}                         | ${'deploying'}      | ${undefined} | ${[]}              | ${{}}
    ${'the head answers'}                            | ${'ready'}          | ${sha}       | ${[]}              | ${{ [sha]: 'success' }}
    ${'the head answers, and another commit did'}    | ${'ready'}          | ${sha}       | ${[olderSha, sha]} | ${{ [sha]: 'success', [olderSha]: 'inactive' }}
    ${'an older commit answers until the head does'} | ${'awaiting-image'} | ${olderSha}  | ${[olderSha]}      | ${{}}
    ${'the head is held back'}                       | ${'ready'}          | ${olderSha}  | ${[olderSha]}      | ${{ [olderSha]: 'success' }}
    ${'the head has a fault'}                        | ${'degraded'}       | ${sha}       | ${[sha]}           | ${{ [sha]: 'failure' }}
    ${'the head failed, an older commit answers'}    | ${'failed'}         | ${olderSha}  | ${[olderSha]}      | ${{}}
    ${'it failed before anything answered'}          | ${'failed'}         | ${undefined} | ${[]}              | ${{}}
    ${'it goes'}                                     | ${'terminating'}    | ${sha}       | ${[olderSha, sha]} | ${{ [sha]: 'inactive', [olderSha]: 'inactive' }}
    ${'it is gone, and was never shown'}             | ${'gone'}           | ${sha}       | ${[]}              | ${{}}
  `('$scenario', ({ phase, liveSha, known, expected }) => {
    const reports = deploymentsOf(
      record({ phase, liveSha, feedback: deployments(...known) }),
      withEnvironment,
    );
    expect(
      Object.fromEntries(reports.map(one => [one.sha, one.state])),
    ).toEqual(expected);
    for (const { state, url } of reports)
      expect(url).toBe(
        state === 'inactive'
          ? undefined
          : 'https://web-pr-42.preview.example.com/',
      );
  });

  it('may each have an environment of its own', () => {
    const environment = 'preview/{{ preview.id }}';
    const [report] = deploymentsOf(record(), { ...options, environment });
    expect(report.environment).toBe('preview/web-pr-42');
  });

  it.each`
    branch                                          | expected
    ${{ name: 'new/basket', entityRef: undefined }} | ${'new/basket'}
    ${undefined}                                    | ${undefined}
  `('name the branch that has no pull request: $expected', fields => {
    const { branch, expected } = fields;
    const [report] = deploymentsOf(record({ branch }), withEnvironment);
    expect(report.branch).toBe(expected);
  });
});

describe('the status of the head', () => {
  it.each`
    scenario                               | commit       | state
    ${'when it is what runs'}              | ${sha}       | ${'failure'}
    ${'when nobody has said what may run'} | ${undefined} | ${'failure'}
    ${'not while it waits for a person'}   | ${olderSha}  | ${'pending'}
  `('is that of what fails $scenario', ({ commit, state }) => {
    expect(
      statusOf(record({ phase: 'degraded', commit }), {
        ...options,
        as: 'status',
      }).state,
    ).toBe(state);
  });

  it.each`
    phase                  | liveSha      | state        | url
    ${'awaiting-approval'} | ${undefined} | ${'pending'} | ${page}
    ${'deploying'}         | ${undefined} | ${'pending'} | ${page}
    ${'ready'}             | ${sha}       | ${'success'} | ${'https://web-pr-42.preview.example.com/'}
    ${'ready'}             | ${olderSha}  | ${'pending'} | ${'https://web-pr-42.preview.example.com/'}
    ${'degraded'}          | ${sha}       | ${'failure'} | ${page}
    ${'failed'}            | ${olderSha}  | ${'failure'} | ${page}
    ${'asleep'}            | ${sha}       | ${'success'} | ${page}
    ${'terminating'}       | ${sha}       | ${'success'} | ${page}
    ${'gone'}              | ${sha}       | ${'success'} | ${page}
  `('is $state when $phase', ({ phase, liveSha, state, url }) => {
    const report = statusOf(record({ phase, liveSha }), {
      ...options,
      as: 'status',
    });
    expect(report).toMatchObject({ sha, state, url, context: 'preview/test' });
  });

  it('says one thing while the preview moves, and one when it goes, so that it is written once', () => {
    const said = (moving: readonly (typeof phases)[number][]) =>
      new Set(
        moving.map(phase => {
          const report = statusOf(record({ phase, reason: phase }), {
            ...options,
            as: 'status',
          });
          return JSON.stringify([report.state, report.description]);
        }),
      ).size;
    expect(
      said([
        'queued',
        'awaiting-image',
        'provisioning',
        'deploying',
        'verifying',
      ]),
    ).toBe(1);
    expect(said(['terminating', 'gone'])).toBe(1);
  });

  it('keeps the id of its own commit only', () => {
    const told = { id: '5', sha: olderSha, told: '' };
    const before = record({ feedback: { ...untold, status: told } });
    expect(statusOf(before, { ...options, as: 'check' }).statusId).toBe(
      undefined,
    );
  });
});

describe('texts from outside in fields that GitHub shows as they are', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({
      unit: fc.constantFrom('\u202e', '\n', '\u0000', '\ud83d', 'é', '😀', ' '),
      maxLength: 300,
    }),
  );

  it('are one line of visible characters, of a length that GitHub takes', () => {
    fc.assert(
      fc.property(hostile, text => {
        const line = plainLine(text);
        expect(line.length).toBeLessThanOrEqual(140);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\r\n]/u);
        expect(line).toBe(line.trim());
      }),
    );
  });

  it.each`
    scenario                     | text               | line
    ${'as long as GitHub takes'} | ${'x'.repeat(140)} | ${'x'.repeat(140)}
    ${'longer'}                  | ${'x'.repeat(141)} | ${`${'x'.repeat(139)}…`}
    ${'cut between two halves'}  | ${'😀'.repeat(80)} | ${`${'😀'.repeat(69)}…`}
  `('are cut when they are too long: $scenario', ({ text, line }) => {
    expect(plainLine(text)).toBe(line);
  });

  it('never get into a marker, an environment or the name of a status', () => {
    const anyPhase = fc.constantFrom(...phases);
    fc.assert(
      fc.property(hostile, anyPhase, (text, phase) => {
        const head = { sha, ref: text, repositoryId: '77' };
        const plain = record({ phase, reason: 'plain' });
        const before = {
          ...plain,
          reason: text,
          pullRequest: {
            ...plain.pullRequest,
            title: text,
            labels: [text],
            author: { login: text, bot: false },
            head,
            base: { ref: text },
          },
        };
        for (const [tampered, honest] of [
          [
            statusOf(before, { ...options, as: 'status' }),
            statusOf(plain, { ...options, as: 'status' }),
          ],
          ...deploymentsOf(before, withEnvironment).map((report, at) => [
            report,
            deploymentsOf(plain, withEnvironment)[at],
          ]),
        ]) {
          const { description: said, ...fields } = tampered;
          const { description: _said, ...honestFields } = honest;
          expect(fields).toEqual(honestFields);
          expect(said.length).toBeLessThanOrEqual(140);
        }
      }),
    );
  });
});
