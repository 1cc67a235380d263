import { phases } from '@previewenv/plugin-preview-environments-common';
import fc from 'fast-check';
import { newLife } from '../preview';
import { cleanupRun, now } from '../preview/__testUtils__/builders';
import { commentOf, CommentSubject } from './comment';
import { plainText } from './markdown';

const head = '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d';
const older = 'ffffffffffffffffffffffffffffffffffffffff';
const failure = {
  outcome: 'failed' as const,
  at: now,
  reason: 'no table.',
  log: 'the secret is 42',
};
const options = {
  instance: 'acme',
  appBaseUrl: 'https://backstage.example.com',
};

function preview(changes: Partial<CommentSubject> = {}): CommentSubject {
  return {
    id: 'web-pr-42',
    repository: { host: 'github.com' },
    phase: 'ready',
    reason: 'Every component answers.',
    url: 'https://web-pr-42.preview.example.com/',
    liveSha: head,
    cleanup: [],
    kept: false,
    expiresAt: undefined,
    expiry: newLife(now),
    closedAt: undefined,
    answer: undefined,
    blockedBy: [],
    pullRequest: { head: { sha: head } },
    components: [
      {
        name: 'web',
        health: 'healthy',
        urls: ['https://web-pr-42.preview.example.com/'],
        reason: undefined,
      },
    ],
    ...changes,
  };
}

describe('the comment on a pull request', () => {
  it('says that a preview is ready, where, and with which commit', () => {
    expect(commentOf(preview(), options).body).toMatchInlineSnapshot(`
      "<!-- preview-environments:acme:web-pr-42 -->

      ### Preview \`web-pr-42\`: ready

      Every component answers.

      [https://web-pr-42.preview.example.com/](https://web-pr-42.preview.example.com/) answers with commit \`1a2b3c4\`.

      Who can write to the repository may comment \`/preview redeploy\`, \`/preview extend 2d\`, \`/preview keep\`, \`/preview unkeep\`, \`/preview sleep\`, \`/preview delete\`.

      [All previews in Backstage](https://backstage.example.com/previews)"
    `);
  });

  it('does not say twice that a preview answers', () => {
    const reason = 'Answers with the head commit.';
    const { body } = commentOf(preview({ reason }), options);
    expect(body).not.toContain('head commit');
    expect(body).toContain('answers with commit `1a2b3c4`.');
    expect(
      commentOf(preview({ reason, url: undefined }), options).body,
    ).toContain(reason);
  });

  it.each`
    scenario                  | phase            | run                                                | expected
    ${'has not begun'}        | ${'terminating'} | ${cleanupRun()}                                    | ${undefined}
    ${'runs'}                 | ${'terminating'} | ${cleanupRun({ startedAt: now })}                  | ${'Running the clean-up job of web.'}
    ${'failed'}               | ${'terminating'} | ${cleanupRun({ startedAt: now, result: failure })} | ${'The clean-up job of web failed: no table.'}
    ${'failed some time ago'} | ${'gone'}        | ${cleanupRun({ startedAt: now, result: failure })} | ${undefined}
  `('tells of a clean-up that $scenario', ({ phase, run, expected }) => {
    const { body } = commentOf(preview({ phase, cleanup: [run] }), options);
    const said = /(?:Running the|The) clean-up job.*/.exec(body)?.[0];
    expect(said).toBe(expected);
    expect(body).not.toContain('secret');
  });

  it('has a row for each component when there are several', () => {
    const cart = {
      name: 'cart',
      health: 'degraded' as const,
      urls: [],
      reason: 'Pod cart-1: restarted 3 times',
    };
    const { components } = preview();
    const { body } = commentOf(
      preview({ phase: 'degraded', components: [...components, cart] }),
      options,
    );
    expect(body).toContain(
      '| `web` | healthy | [https://web-pr-42.preview.example.com/](https://web-pr-42.preview.example.com/) | `1a2b3c4` | – | – |\n' +
        '| `cart` | degraded | – | `1a2b3c4` | Pod cart-1: restarted 3 times | – |',
    );
  });

  it.each`
    scenario                     | change                                                       | expected
    ${'its end'}                 | ${{ expiresAt: new Date('2026-03-04T09:30:45Z') }}           | ${'2026-03-04 09:30 UTC'}
    ${'that it is kept'}         | ${{ kept: true }}                                            | ${'kept'}
    ${'no end that still moves'} | ${{ phase: 'deploying', expiresAt: new Date('2026-03-04') }} | ${'–'}
  `('tells in each row $scenario', ({ change, expected }) => {
    const [web] = preview().components;
    const components = [web, { ...web, name: 'cart' }];
    const { body } = commentOf(preview({ components, ...change }), options);
    const rows = body.split('\n').filter(line => line.startsWith('| `'));
    expect(rows.map(row => row.split(' | ').at(-1))).toEqual([
      `${expected} |`,
      `${expected} |`,
    ]);
  });

  it.each`
    phase          | kept     | said
    ${'ready'}     | ${false} | ${'Expires 2026-03-04 09:30 UTC.'}
    ${'asleep'}    | ${false} | ${'Expires 2026-03-04 09:30 UTC.'}
    ${'deploying'} | ${false} | ${undefined}
    ${'ready'}     | ${true}  | ${undefined}
  `('tells of one component that is $phase when it ends: $said', row => {
    const { phase, kept, said } = row;
    const expiresAt = new Date('2026-03-04T09:30:45Z');
    const { body } = commentOf(preview({ phase, kept, expiresAt }), options);
    expect(/^Expires .*$/m.exec(body)?.[0]).toBe(said);
  });

  it.each`
    phase                  | reason                                                    | expected
    ${'awaiting-approval'} | ${'Drafts are not previewed.'}                            | ${'Drafts are not previewed.'}
    ${'awaiting-image'}    | ${'Waiting for ghcr.io/acme/web:pr-42-1a2b3c4'}           | ${'Waiting for ghcr.io/acme/web:pr-42-1a2b3c4'}
    ${'failed'}            | ${'Pod web-7c9: cannot pull image ghcr.io/acme/web:none'} | ${'cannot pull image ghcr.io/acme/web:none'}
    ${'failed'}            | ${'…'}                                                    | ${'Push a commit that repairs it'}
    ${'gone'}              | ${'The pull request was closed.'}                         | ${'The pull request was closed.'}
  `('says in $phase why, or what to do: $expected', row => {
    const { phase, reason, expected } = row;
    const { body } = commentOf(preview({ phase, reason }), options);
    expect(body).toContain(expected);
  });

  it.each(['queued', 'provisioning', 'deploying', 'verifying', 'terminating'])(
    'stays the same while the reason of %s moves',
    phase => {
      const at = (reason: string, health: 'progressing' | 'absent') =>
        commentOf(
          preview({
            phase: phase as CommentSubject['phase'],
            reason,
            components: [{ name: 'web', health, urls: [], reason }],
          }),
          options,
        );
      expect(at('12 are ahead', 'absent')).toEqual(
        at('11 are ahead', 'progressing'),
      );
    },
  );

  it('says which commit answers while the next one is on its way', () => {
    const { body } = commentOf(
      preview({ phase: 'deploying', liveSha: older }),
      options,
    );
    expect(body).toContain('answers with commit `fffffff` until `1a2b3c4` is');
  });

  it('names no address that nothing answers at', () => {
    const { body } = commentOf(preview({ phase: 'gone' }), options);
    expect(body).not.toContain('preview.example.com');
  });

  it('says something of every phase', () => {
    const bodies = phases.map(
      phase => commentOf(preview({ phase }), options).body,
    );
    expect(new Set(bodies).size).toBe(phases.length);
  });

  it('fits into a comment of GitHub, however much there is to say', () => {
    const component = {
      name: 'x'.repeat(63),
      health: 'degraded' as const,
      urls: [`https://${'y'.repeat(200)}.example.com/`],
      reason: '|'.repeat(10_000),
    };
    const components = Array.from({ length: 500 }, () => component);
    const { body } = commentOf(
      preview({ phase: 'degraded', components, reason: '<'.repeat(99_999) }),
      options,
    );
    expect(body.length).toBeLessThan(65_536);
    expect(body).toMatch(/And 4\d\d more\./);
  });

  it('has one mark that nothing in a name can end', () => {
    const marked = commentOf(preview({ id: 'a-->b' }), {
      ...options,
      instance: 'x-- >',
    });
    expect(marked.marker).toBe('<!-- preview-environments:x-__:a-_b -->');
    expect(marked.body.startsWith(marked.marker)).toBe(true);
  });
});

describe('hostile text', () => {
  it.each`
    text                               | hazard
    ${'@octocat look'}                 | ${/@octocat/}
    ${'acme/web#12'}                   | ${/#12/}
    ${'GH-12'}                         | ${/GH-12/}
    ${'https://evil.example.com'}      | ${/:\/\//}
    ${'www.evil.example.com'}          | ${/www\./}
    ${'<img src=x onerror=alert(1)>'}  | ${/</}
    ${'a | b'}                         | ${/\|/}
    ${'`code`'}                        | ${/`/}
    ${'[x](javascript:alert(1))'}      | ${/\]\(/}
    ${'line\nline\r\n\u2028line'}      | ${/[\n\r\u2028]/}
    ${'\u202Egnp.exe'}                 | ${/\u202E/}
    ${'<!-- preview-environments:a:'}  | ${/<!--/}
    ${'**bold** _it_ ~~no~~ $x$ # h1'} | ${/[*_~$]|# /}
  `('is only text: %#', ({ text, hazard }) => {
    expect(plainText(text)).not.toMatch(hazard);
  });

  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          ...['|', '`', '<', '\n', '@a', '#1', '](', '-->', '\\', '&', '\r'],
        ),
      )
      .map(parts => parts.join('')),
  );

  it('is read as it is written', () => {
    // With a blank of no width behind what GitHub would read as a mention or a reference.
    expect(plainText('a_b (5 min) #7')).toBe(
      'a&#95;b &#40;5 min&#41; #\u200b7',
    );
  });

  it('never leaves its cell', () => {
    fc.assert(
      fc.property(hostile, text => {
        const withoutEscapes = plainText(text).replace(/&#\d{2,3};/g, '');
        expect(withoutEscapes).not.toMatch(/[|`<>\n\r\\]|@\w|#\d/);
      }),
    );
  });

  it('never changes the lines of the comment', () => {
    fc.assert(
      fc.property(hostile, hostile, (reason, name) => {
        const { body } = commentOf(
          preview({
            phase: 'degraded',
            reason: `.${reason}`,
            components: [
              { name, health: 'degraded', urls: [reason, name], reason },
              { name: 'web', health: 'healthy', urls: [], reason: undefined },
            ],
          }),
          options,
        );
        const lines = body.split('\n');
        expect(lines).toHaveLength(18);
        const rows = lines.filter(line => line.startsWith('|'));
        expect(rows.map(row => row.split('|').length)).toEqual([8, 8, 8, 8]);
      }),
    );
  });
});
