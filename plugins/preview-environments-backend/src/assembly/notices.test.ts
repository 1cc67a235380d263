import { noticesOf, Surroundings } from './notices';

const complete: Surroundings = {
  plugins: ['events', 'signals', 'preview-environments'],
  webhookSecret: true,
  permissions: true,
  listing: 'every 5 minutes',
};

it('has nothing to say when everything is there', () => {
  expect(noticesOf(complete)).toEqual([]);
});

it.each<[string, Partial<Surroundings>, RegExp]>([
  [
    'the events backend',
    { plugins: ['signals'] },
    /events backend.*every 5 minutes/,
  ],
  [
    'the webhook secret',
    { webhookSecret: false },
    /events\.modules\.github\.webhookSecret.*every 5 minutes/,
  ],
  ['the signals backend', { plugins: ['events'] }, /signals backend.*late/],
  ['permissions', { permissions: false }, /permission\.enabled/],
])('says what it costs to be without %s', (_scenario, change, notice) => {
  expect(noticesOf({ ...complete, ...change })).toEqual([
    expect.stringMatching(notice),
  ]);
});
