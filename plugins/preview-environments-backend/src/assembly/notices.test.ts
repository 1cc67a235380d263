import { noticesOf, Surroundings } from './notices';

const complete: Surroundings = {
  plugins: ['events', 'notifications', 'signals', 'preview-environments'],
  withoutWebhookSecret: [],
  permissions: true,
  alertRecipients: 1,
  unprotected: [],
  listing: 'every 5 minutes',
};

it('has nothing to say when everything is there', () => {
  expect(noticesOf(complete)).toEqual([]);
});

it.each<[string, Partial<Surroundings>, RegExp]>([
  [
    'the events backend',
    { plugins: ['notifications', 'signals'] },
    /events backend.*every 5 minutes/,
  ],
  [
    'the webhook secret',
    { withoutWebhookSecret: ['github'] },
    /events\.modules\.github\.webhookSecret.*every 5 minutes/,
  ],
  [
    'the signals backend',
    { plugins: ['events', 'notifications'] },
    /signals backend.*late/,
  ],
  [
    'the notifications backend',
    { plugins: ['events', 'signals'] },
    /notifications backend.*another backend/,
  ],
  ['anybody to tell', { alertRecipients: 0 }, /alerts\.recipients.*log/],
  [
    'a word about logins',
    { unprotected: ['dev'] },
    /clusters\.dev\.protection/,
  ],
  ['permissions', { permissions: false }, /permission\.enabled/],
])('says what it costs to be without %s', (_scenario, change, notice) => {
  expect(noticesOf({ ...complete, ...change })).toEqual([
    expect.stringMatching(notice),
  ]);
});
