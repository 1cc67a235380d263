import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import { aDiagnosis, aPreview } from '../../__testUtils__/fixtures';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { PropagationDoctor } from './PropagationDoctor';

const show = (backend: FakeBackend) =>
  renderWithBackend(
    <PropagationDoctor preview={backend.previews[0]} heading="h2" />,
    backend,
  );
const run = async () =>
  userEvent.click(
    await screen.findByRole('button', {
      name: 'Follow a request through web-pr-42',
    }),
  );

it('sends nothing before somebody asks', async () => {
  const backend = new FakeBackend(aPreview());
  show(backend);
  await screen.findByRole('button', { name: /Follow a request/ });
  expect(backend.countOf('examinePreview')).toBe(0);
});

it('shows every call with its verdict and the evidence, as a picture and as text', async () => {
  const backend = new FakeBackend(aPreview());
  const { container } = show(backend);
  await run();
  const calls = await screen.findByRole('list', { name: 'Calls' });
  expect(
    within(calls)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual([
    'Gateway calls webKey arrivedThe edge route answered.',
    'The edge route answered.',
    'web calls cartKey lost herecart answers that it got no key from web.',
    'cart answers that it got no key from web.',
    'cart calls paymentsUnknownNobody saw such a call.',
    'Nobody saw such a call.',
  ]);
  expect(
    screen.getByRole('group', {
      name: 'Of 3 calls the key arrived on 1, was lost on 1, and 1 are unknown.',
    }),
  ).toHaveAttribute('tabindex', '0');
  const drawn = [...container.querySelectorAll('[data-verdict]')];
  expect(drawn.map(one => one.getAttribute('data-verdict'))).toEqual([
    'arrived',
    'lost',
    'unknown',
  ]);
});

it('asks for the page that was typed, by the keyboard alone', async () => {
  const backend = new FakeBackend(aPreview());
  show(backend);
  const page = await screen.findByRole('textbox', { name: 'Page to ask for' });
  await userEvent.clear(page);
  await userEvent.type(page, '/cart?all=1{Enter}');
  await screen.findByRole('list', { name: 'Calls' });
  expect(backend.calls).toContainEqual([
    'examinePreview',
    'web-pr-42',
    { path: '/cart?all=1' },
  ]);
});

it.each(['cart', 'http://elsewhere/', '/a b'])(
  'does not send %s',
  async text => {
    const backend = new FakeBackend(aPreview());
    show(backend);
    const page = await screen.findByRole('textbox');
    await userEvent.clear(page);
    await userEvent.type(page, `${text}{Enter}`);
    expect(page).toBeInvalid();
    expect(backend.countOf('examinePreview')).toBe(0);
  },
);

it('shows hostile names as text', async () => {
  const backend = new FakeBackend(aPreview());
  backend.diagnosis = aDiagnosis({
    edges: [
      {
        to: '<img src=x onerror=alert(1)>',
        verdict: 'unknown',
        evidence: ['<script>alert(1)</script>'],
      },
    ],
  });
  const { container } = show(backend);
  await run();
  await screen.findByText('<script>alert(1)</script>');
  expect(container.querySelector('img, script')).toBeNull();
});

it.each([
  [
    'no request came through',
    { problem: 'The gateway did not answer.', status: undefined },
    'No request came through: The gateway did not answer.',
  ],
  [
    'a source could not be asked',
    {
      sources: [{ name: 'Jaeger', sightings: 0, problem: 'Jaeger is away.' }],
    },
    'Some evidence is missing: Jaeger is away.',
  ],
  [
    'the catalog knows nothing',
    { nodes: [], edges: [] },
    /The catalog knows no component of this preview/,
  ],
])('says that %s', async (_scenario, change, text) => {
  const backend = new FakeBackend(aPreview());
  backend.diagnosis = aDiagnosis(change);
  show(backend);
  await run();
  expect(await screen.findByText(text)).toBeInTheDocument();
});

it('shows why it failed, and keeps what an earlier request has shown', async () => {
  const backend = new FakeBackend(aPreview());
  backend.doctorError = new Error('web-pr-42 is being examined');
  show(backend);
  await run();
  expect(
    await screen.findByText(
      /The request could not be followed: web-pr-42 is being examined/,
    ),
  ).toBeInTheDocument();
  backend.doctorError = undefined;
  await run();
  await screen.findByRole('list', { name: 'Calls' });
  backend.doctorError = new Error('The backend is away');
  await run();
  await waitFor(() =>
    expect(screen.getByText(/The backend is away/)).toBeInTheDocument(),
  );
  expect(screen.getByRole('list', { name: 'Calls' })).toBeInTheDocument();
});

it('is not offered before there is a URL', async () => {
  const { container } = show(new FakeBackend(aPreview({ url: undefined })));
  await waitFor(() => expect(container).not.toHaveTextContent('Loading'));
  expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
});

it('can be used by everybody', async () => {
  const { container } = show(new FakeBackend(aPreview()));
  await run();
  await screen.findByRole('list', { name: 'Calls' });
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
