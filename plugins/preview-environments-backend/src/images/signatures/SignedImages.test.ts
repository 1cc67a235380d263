import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { ImageEvidence } from '../evidence';
import { SignedImages } from './SignedImages';
import { SignatureVerdict } from './types';

const digest = `sha256:${'a'.repeat(64)}`;
const web = { name: 'ghcr.io/acme/web', tag: 'pr-42-1a2b3c4' };
const found: ImageEvidence = {
  state: 'found',
  digest,
  manifests: [`sha256:${'b'.repeat(64)}`],
};

function setUp(evidence: ImageEvidence = found) {
  let time = 0;
  const verify = jest.fn(
    async (): Promise<SignatureVerdict> => ({ state: 'signed' }),
  );
  const look = jest.fn(async () => evidence);
  const images = new SignedImages({
    images: { look, read: async () => undefined },
    signatures: { policy: 'one', verify },
    now: () => new Date(time),
  });
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { images, look, verify, pass };
}

it('counts a signed image as there, by the digest that was verified', async () => {
  const { images, verify } = setUp();
  expect(await images.look(web)).toEqual(found);
  expect(verify).toHaveBeenCalledWith({ name: web.name }, digest);
});

it.each<[string, ImageEvidence]>([
  ['not there', { state: 'missing', answer: 'ghcr.io does not know it' }],
  ['not fit', { state: 'unfit', reason: 'it is there, but not for arm64' }],
])('verifies nothing that is %s', async (_how, evidence) => {
  const { images, verify } = setUp(evidence);
  expect(await images.look(web)).toEqual(evidence);
  expect(verify).not.toHaveBeenCalled();
});

it('verifies what was found before without asking for its tag', async () => {
  const { images, look, verify } = setUp();
  const other = `sha256:${'c'.repeat(64)}`;
  expect(await images.look({ ...web, digest: other })).toEqual({
    state: 'found',
    digest: other,
    manifests: [],
  });
  expect(look).not.toHaveBeenCalled();
  expect(verify).toHaveBeenCalledWith({ name: web.name }, other);
});

it('verifies a digest once, for all previews', async () => {
  const { images, verify, pass } = setUp();
  await Promise.all([images.look(web), images.look(web)]);
  pass(30 * 86_400_000);
  await images.look({ ...web, tag: 'other' });
  expect(verify).toHaveBeenCalledTimes(1);
  await images.look({ ...web, name: 'ghcr.io/acme/jobs' });
  expect(verify).toHaveBeenCalledTimes(2);
});

it('verifies what is not signed again, because it may be by now', async () => {
  const { images, verify, pass } = setUp();
  verify.mockResolvedValueOnce({ state: 'unsigned', reason: 'has none' });
  const unfit = { state: 'unfit', reason: 'it has none' };
  expect(await images.look(web)).toEqual(unfit);
  pass(59_999);
  expect(await images.look(web)).toEqual(unfit);
  expect(verify).toHaveBeenCalledTimes(1);
  pass(1);
  expect(await images.look(web)).toEqual(found);
  expect(verify).toHaveBeenCalledTimes(2);
});

it('asks again at once for what could not be told', async () => {
  const { images, verify } = setUp();
  verify.mockRejectedValueOnce(new WaitingError('cosign took too long'));
  await expect(images.look(web)).rejects.toThrow('took too long');
  expect(await images.look(web)).toEqual(found);
  expect(verify).toHaveBeenCalledTimes(2);
});
