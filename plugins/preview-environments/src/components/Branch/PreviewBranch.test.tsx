import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NotFoundError } from '@backstage/errors';
import { aPreview } from '../../__testUtils__/fixtures';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { PreviewCard } from '../Preview';
import { PreviewBranch } from './PreviewBranch';

const entityRef = 'component:default/web';

async function open(backend: FakeBackend) {
  const onChange = jest.fn();
  const rendered = renderWithBackend(
    <PreviewBranch entityRef={entityRef} onChange={onChange} />,
    backend,
  );
  const action = await screen.findByRole('button', {
    name: 'Preview a branch',
  });
  await userEvent.click(action);
  const dialog = await screen.findByRole('dialog', {
    name: 'Preview a branch',
  });
  const name = within(dialog).getByRole('textbox', { name: /Name of the/ });
  return { ...rendered, onChange, dialog: within(dialog), name };
}

it('asks for a branch for as long as is chosen, says so and looks again', async () => {
  const backend = new FakeBackend();
  const { dialog, name, onChange, post } = await open(backend);
  await userEvent.type(name, ' new/basket ');
  await userEvent.selectOptions(dialog.getByLabelText('How long'), '3 days');
  await userEvent.click(dialog.getByRole('button', { name: 'Preview' }));
  expect(backend.calls).toContainEqual([
    'createPreview',
    { entityRef, branch: 'new/basket', ttl: '3d' },
  ]);
  expect(post).toHaveBeenCalledWith(
    expect.objectContaining({
      title: 'The preview web-br-new/basket is being made',
    }),
  );
  expect(onChange).toHaveBeenCalled();
});

it('asks for nothing without a name', async () => {
  const backend = new FakeBackend();
  const { dialog, name } = await open(backend);
  await userEvent.type(name, '  {Enter}');
  expect(dialog.getByRole('button', { name: 'Preview' })).toBeDisabled();
  expect(backend.countOf('createPreview')).toBe(0);
});

it('keeps what was written beside what the backend says against it', async () => {
  const backend = new FakeBackend();
  backend.actionError = new NotFoundError(
    'acme/web has no branch of that name.',
  );
  const { dialog, name, onChange } = await open(backend);
  await userEvent.type(name, 'bsaket{Enter}');
  expect(await dialog.findByRole('alert')).toHaveTextContent(
    'acme/web has no branch of that name.',
  );
  expect(name).toHaveValue('bsaket');
  expect(onChange).not.toHaveBeenCalled();
});

it('shows the preview of a branch by the branch and by who asked for it', async () => {
  const preview = aPreview({
    branch: { name: 'new/basket', requestedBy: 'user:default/dana' },
    pullRequest: { ...aPreview().pullRequest, number: 0, title: 'new/basket' },
  });
  renderWithBackend(
    <PreviewCard preview={preview} onChange={() => {}} />,
    new FakeBackend(preview),
  );
  const card = await screen.findByRole('article', { name: /^new\/basket/ });
  expect(card).toHaveTextContent('asked for by user:default/dana');
  expect(card).not.toHaveTextContent('#0');
});
