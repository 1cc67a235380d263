import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { Web } from './Web';

function answering(answer: Response): Web {
  return new Web({ fetch: async () => answer, requireTimeToWrite: () => {} });
}

const post = (answer: Response) =>
  answering(answer).post('https://ci.example.com/build', {}, '{}');

it.each(['1e999', '99999999999', '86400'])(
  'is not told to wait for ever by a Retry-After of %s',
  async seconds => {
    const headers = { 'retry-after': seconds };
    const waits = post(new Response('', { status: 429, headers }));
    await expect(waits).rejects.toThrow(WaitingError);
    await expect(waits).rejects.toMatchObject({
      afterMilliseconds: 60 * 60_000,
    });
  },
);

it('waits as long as it is asked to where that is not long', async () => {
  const headers = { 'retry-after': '90' };
  await expect(
    post(new Response('', { status: 503, headers })),
  ).rejects.toMatchObject({ afterMilliseconds: 90_000 });
});

it('reads no more of an answer without an end than it needs', async () => {
  let read = 0;
  let ended = false;
  const body = new ReadableStream<Uint8Array>({
    pull: controller => {
      read += 10_000;
      // A reader that goes on would fail here instead of never.
      if (read > 5_000_000) throw new Error('everything was read');
      controller.enqueue(new Uint8Array(10_000).fill(0x20));
    },
    cancel: () => {
      ended = true;
    },
  });
  await expect(post(new Response(body))).resolves.toBeUndefined();
  expect({ ended, few: read < 200_000 }).toEqual({ ended: true, few: true });
});
