import { labelSelector } from './selectors';

const object = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', labels: { app: 'web', 'x.io/id': 'web-pr-1' } },
};

it.each`
  selector                 | selected
  ${''}                    | ${true}
  ${'app=web'}             | ${true}
  ${'app==web,x.io/id'}    | ${true}
  ${'app!=web'}            | ${false}
  ${'other!=web'}          | ${true}
  ${'app in (api, web)'}   | ${true}
  ${'app notin (api,web)'} | ${false}
  ${'!app'}                | ${false}
  ${'!other,app in (web)'} | ${true}
  ${'x.io/id=web-pr-2'}    | ${false}
`("'$selector' selects: $selected", ({ selector, selected }) => {
  expect(labelSelector(selector)(object)).toBe(selected);
});

it('refuses what it does not understand', () => {
  expect(() => labelSelector('app=(web')).toThrow(
    'unable to parse requirement',
  );
});
