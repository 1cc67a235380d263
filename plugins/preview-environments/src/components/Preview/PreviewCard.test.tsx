import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import { aComponent, aPreview } from '../../__testUtils__/fixtures';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { PreviewCard } from './PreviewCard';

const script = ['javascript', 'alert(1)'].join(':');

const show = (backend: FakeBackend) =>
  renderWithBackend(
    <PreviewCard preview={backend.previews[0]} onChange={() => {}} />,
    backend,
  );

describe('a preview', () => {
  it('says what it is waiting for, in words', async () => {
    const reason = 'Waiting for ghcr.io/acme/web:pr-42-1a2b3c4';
    show(new FakeBackend(aPreview({ phase: 'awaiting-image', reason })));
    expect(await screen.findByText('Awaiting image')).toBeInTheDocument();
    expect(screen.getByText(reason)).toBeInTheDocument();
  });

  it.each`
    scenario                               | phase          | liveSha
    ${'it has answered'}                   | ${'ready'}     | ${'1a2b3c4'}
    ${'it answers with the commit before'} | ${'deploying'} | ${'0000000'}
  `('can be clicked once $scenario', async ({ phase, liveSha }) => {
    show(new FakeBackend(aPreview({ phase, liveSha })));
    expect(
      await screen.findByRole('link', { name: /preview\.test/ }),
    ).toHaveAttribute('href', 'http://web-pr-42.preview.test');
  });

  it.each`
    phase               | runUrl
    ${'awaiting-image'} | ${'https://ci.example.com/7'}
    ${'failed'}         | ${'https://ci.example.com/8'}
  `('leads to the build when it is $phase', async ({ phase, runUrl }) => {
    show(new FakeBackend(aPreview({ phase, runUrl })));
    expect(
      await screen.findByRole('link', { name: /^Build of web-pr-42/ }),
    ).toHaveAttribute('href', runUrl);
  });

  it('leads nowhere when the build has no page', async () => {
    show(new FakeBackend(aPreview({ phase: 'failed', runUrl: script })));
    await screen.findByText('Failed');
    expect(
      screen.queryByRole('link', { name: /Build/ }),
    ).not.toBeInTheDocument();
  });

  it('names once what holds it up', async () => {
    const image = 'ghcr.io/acme/web:pr-42-1a2b3c4';
    const reason = `Waiting for ${image}`;
    const waiting = aPreview({ phase: 'queued', reason, blockedBy: [image] });
    show(new FakeBackend(waiting));
    expect(await screen.findByText(reason)).toBeInTheDocument();
    expect(screen.queryByText('Held up by')).not.toBeInTheDocument();
  });

  it('shows its address as text while nothing answers there', async () => {
    show(new FakeBackend(aPreview({ phase: 'verifying', liveSha: undefined })));
    expect(await screen.findByText(/not answering yet/)).toHaveTextContent(
      'http://web-pr-42.preview.test',
    );
    expect(
      screen.queryByRole('link', { name: /preview\.test/ }),
    ).not.toBeInTheDocument();
  });

  it('promises no answer while it is being removed', async () => {
    const leaving = aPreview({ phase: 'terminating', liveSha: undefined });
    show(new FakeBackend(leaving));
    expect(await screen.findByText(leaving.url!)).toBeInTheDocument();
    expect(screen.queryByText(/not answering yet/)).not.toBeInTheDocument();
  });

  it('says of an address that it sleeps, and not that it answers soon', async () => {
    show(new FakeBackend(aPreview({ phase: 'asleep', liveSha: undefined })));
    expect(
      await screen.findByText(/does not answer while it sleeps/),
    ).toHaveTextContent('http://web-pr-42.preview.test');
  });

  it.each`
    scenario        | wantedSha        | says
    ${'on its way'} | ${'5d6e7f8bbbb'} | ${'shows 1a2b3c4, deploying 5d6e7f8'}
    ${'that waits'} | ${'1a2b3c4aaaa'} | ${'shows 1a2b3c4, 5d6e7f8 waits'}
  `(
    'tells the commit that is shown from the one $scenario',
    async ({ wantedSha, says }) => {
      const { container } = show(
        new FakeBackend(
          aPreview({
            phase: 'deploying',
            wantedSha,
            liveSha: '1a2b3c4aaaa',
            pullRequest: { ...aPreview().pullRequest, headSha: '5d6e7f8bbbb' },
          }),
        ),
      );
      await screen.findByRole('article');
      expect(container).toHaveTextContent(says);
    },
  );

  it('treats what strangers write as text', async () => {
    show(
      new FakeBackend(
        aPreview({
          url: script,
          pullRequest: {
            ...aPreview().pullRequest,
            title: '<img src=x onerror=alert(1)>',
            url: script,
            headRef: '"><script>alert(3)</script>',
          },
        }),
      ),
    );
    expect(
      await screen.findByText(/<img src=x onerror=alert\(1\)>/),
    ).toBeInTheDocument();
    const article = screen.getByRole('article');
    expect(within(article).queryAllByRole('link')).toEqual([]);
    expect(article.querySelector('img, script')).toBeNull();
  });

  it('lists its components when there are several', async () => {
    show(
      new FakeBackend(
        aPreview({
          components: [
            aComponent(),
            aComponent({
              name: 'cart',
              entityRef: undefined,
              health: 'degraded',
              reason: 'Pod cart-1: restarted 3 times',
            }),
          ],
        }),
      ),
    );
    const table = await screen.findByRole('table', { name: 'Components' });
    const row = within(table).getByRole('row', { name: /cart/ });
    expect(row).toHaveTextContent('Degraded');
    expect(row).toHaveTextContent('Pod cart-1: restarted 3 times');
  });

  it('says what holds it up', async () => {
    const blocker = 'Application previews/web-pr-42-web has a finalizer';
    show(
      new FakeBackend(aPreview({ phase: 'terminating', blockedBy: [blocker] })),
    );
    expect(await screen.findByText(blocker)).toBeInTheDocument();
  });

  it('says what the pull request does not show', async () => {
    const problem = 'acme/web is archived';
    show(new FakeBackend(aPreview({ feedbackProblems: [problem] })));
    expect(await screen.findByText(problem)).toBeInTheDocument();
    expect(screen.getByText(/^The pull request does not/)).toBeInTheDocument();
  });

  it('speaks of merge requests where they are called so', async () => {
    const { pullRequest } = aPreview();
    show(
      new FakeBackend(
        aPreview({
          pullRequest: { ...pullRequest, kind: 'merge-request' },
          feedbackProblems: ['acme/web is archived'],
        }),
      ),
    );
    expect(
      await screen.findByText(/^The merge request does not/),
    ).toBeInTheDocument();
    expect(screen.getByText(`!42 ${pullRequest.title}`)).toBeInTheDocument();
  });

  it('says that nothing has been written in the mode observe', async () => {
    show(new FakeBackend(aPreview({ mode: 'observe' })));
    expect(
      await screen.findByText(/Nothing has been written/),
    ).toBeInTheDocument();
  });
});

describe('the end of a preview', () => {
  const from = (now: number, hours: number) =>
    new Date(now + hours * 3_600_000).toISOString();

  it.each`
    scenario                  | hours | warnings
    ${'days away'}            | ${72} | ${[]}
    ${'hours away'}           | ${6}  | ${[expect.stringMatching(/It expires in 6 hours although/)]}
    ${'reached, not yet met'} | ${-2} | ${[expect.stringMatching(/Its time was up 1 hour ago/)]}
  `('is warned of when it is $scenario', async ({ hours, warnings }) => {
    const now = Date.now();
    const preview = aPreview({
      createdAt: from(now, -240),
      expiresAt: from(now + 60_000, hours),
      expiryReason: 'idle for 72h',
    });
    const { container } = show(new FakeBackend(preview));
    expect(await screen.findByText('Expires')).toBeInTheDocument();
    expect(container).toHaveTextContent('idle for 72h');
    const notices = screen.queryAllByRole('status');
    expect(notices.map(({ textContent }) => textContent)).toEqual(warnings);
  });

  it('is not in sight when it is kept', async () => {
    show(new FakeBackend(aPreview({ kept: true })));
    expect(
      await screen.findByText('Kept: it does not expire'),
    ).toBeInTheDocument();
  });
});

describe('history and objects', () => {
  const openDetails = async () =>
    userEvent.click(
      await screen.findByRole('button', { name: /Path, history and objects/ }),
    );

  it('are asked for only when someone wants to see them', async () => {
    const backend = new FakeBackend(aPreview());
    backend.history = [
      {
        at: '2026-01-01T10:00:00.000Z',
        phase: 'queued',
        reason: 'Two others are being made.',
        cause: 'webhook',
      },
    ];
    backend.objects = [
      {
        cluster: 'dev',
        apiVersion: 'v1',
        kind: 'Namespace',
        name: 'pv-web-pr-42',
      },
    ];
    show(backend);
    await screen.findByRole('article');
    expect(backend.countOf('getPreviewHistory')).toBe(0);

    await openDetails();
    expect(
      await screen.findByText('Two others are being made.'),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('row', { name: /Namespace pv-web-pr-42/ }),
    ).toBeInTheDocument();
  });

  it('name the person who did it, and show what a program wrote as it wrote it', async () => {
    const backend = new FakeBackend(aPreview());
    backend.history = [
      {
        at: '2026-01-01T10:00:00.000Z',
        phase: 'terminating',
        reason:
          'The clean-up Job failed:\n  dropping <b>shop</b>\nno such database',
        cause: 'delete requested by user:default/ann; watch Job',
      },
    ];
    show(backend);
    await openDetails();
    const output = await screen.findByRole('region', { name: 'Output' });
    expect(output.textContent).toBe('  dropping <b>shop</b>\nno such database');
    expect(output).toHaveAttribute('tabindex', '0');
    expect(screen.getByText('The clean-up Job failed:')).toBeInTheDocument();
    const entry = output.closest('li')!;
    expect(entry).toHaveTextContent(
      'Cause: delete requested by ann; watch Job',
    );
    expect(within(entry).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/user/ann',
    );
  });

  it('fail each for itself', async () => {
    const backend = new FakeBackend(aPreview());
    backend.historyError = new Error('No history today');
    backend.objects = [
      { cluster: 'dev', apiVersion: 'v1', kind: 'Namespace', name: 'pv-1' },
    ];
    show(backend);
    await openDetails();
    expect(
      await screen.findByText(/The history could not be loaded/),
    ).toBeInTheDocument();
    expect(await screen.findByRole('row', { name: /pv-1/ })).toBeVisible();
  });

  it('shows older entries on request', async () => {
    const backend = new FakeBackend(aPreview());
    backend.history = Array.from({ length: 25 }, (_, index) => ({
      at: new Date(Date.UTC(2026, 0, 1, 0, 60 - index)).toISOString(),
      phase: 'queued' as const,
      reason: `Entry ${index}`,
      cause: 'listing',
    }));
    show(backend);
    await openDetails();
    userEvent.click(await screen.findByRole('button', { name: 'Show older' }));
    expect(await screen.findByText('Entry 24')).toBeInTheDocument();
  });
});
