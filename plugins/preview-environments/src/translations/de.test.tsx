import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import messages from './de';
import { previewEnvironmentsTranslationRef } from './ref';

type Key = keyof typeof messages;

const placeholdersOf = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

/** Every English text without its placeholders filled in. */
function English({ keys }: { keys: Key[] }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const raw = t as unknown as (
    key: string,
    options: { skipInterpolation: true; count?: number },
  ) => string;
  return (
    <ul>
      {keys.map(key => {
        const count = key.endsWith('_one') ? 1 : 2;
        const name = key.replace(/_(one|other)$/, '');
        return (
          <li key={key}>{raw(name, { skipInterpolation: true, count })}</li>
        );
      })}
    </ul>
  );
}

it('fills the same placeholders in German as in English', async () => {
  const keys = Object.keys(messages) as Key[];
  renderInTestApp(<English keys={keys} />);
  const items = await screen.findAllByRole('listitem');
  const english = items.map(item => placeholdersOf(item.textContent ?? ''));
  const german = keys.map(key => placeholdersOf(messages[key]));
  expect(german).toEqual(english);
  expect(english.flat().length).toBeGreaterThan(10);
});
