import { component } from '../preview/__testUtils__/builders';
import { imageFindings } from './images';

const { definition } = component('web');
const [image] = definition.spec.images;
const byTag = { helm: { tag: 'image.tag' } };
const byDigest = { helm: { tag: 'image.tag', digest: 'image.digest' } };

it.each`
  scenario                               | signedImages | sets                      | fields
  ${'nobody asks for signatures'}        | ${undefined} | ${[byTag]}                | ${[]}
  ${'the tag alone is deployed'}         | ${true}      | ${[byTag]}                | ${['spec.images[0].set.helm']}
  ${'one of two is deployed by its tag'} | ${true}      | ${[byDigest, byTag]}      | ${['spec.images[1].set.helm']}
  ${'the digest is deployed'}            | ${true}      | ${[byDigest]}             | ${[]}
  ${'Kustomize writes the digest'}       | ${true}      | ${[{ kustomize: 'web' }]} | ${[]}
`('objects to $fields where $scenario', ({ signedImages, sets, fields }) => {
  const images = sets.map((set: typeof image.set) => ({ ...image, set }));
  const findings = imageFindings(
    { ...definition, spec: { ...definition.spec, images } },
    { signedImages },
  );
  expect(findings.map(({ field }) => field)).toEqual(fields);
});
