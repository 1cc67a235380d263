import { readMinimal } from './__testUtils__/minimal';

const read = (cosign: object) =>
  readMinimal({ images: { signatures: { cosign } } }).images.signatures?.cosign;

const issuer = 'https://token.actions.githubusercontent.com';
const identity = 'https://github.com/acme/web/.github/workflows/image.yaml';

it.each`
  scenario             | cosign                                            | signer
  ${'a key'}           | ${{ key: 'awskms:///alias/previews' }}            | ${{ key: 'awskms:///alias/previews' }}
  ${'an identity'}     | ${{ identity, issuer }}                           | ${{ identity, issuer }}
  ${'many identities'} | ${{ identityPattern: '^https://github', issuer }} | ${{ identityPattern: '^https://github', issuer }}
`('asks for a signature of $scenario', ({ cosign, signer }) => {
  expect(read(cosign)).toEqual({
    command: 'cosign',
    signer,
    transparencyLog: 'required',
    timeout: { seconds: 20 },
  });
});

it.each`
  scenario                                 | cosign                                           | says
  ${'nobody'}                              | ${{}}                                            | ${/needs either key, or issuer with one of/}
  ${'a key and an identity'}               | ${{ key: 'cosign.pub', identity, issuer }}       | ${/needs either key/}
  ${'an identity that nobody vouches for'} | ${{ identity }}                                  | ${/needs either key/}
  ${'two identities'}                      | ${{ identity, identityPattern: 'x', issuer }}    | ${/needs either key/}
  ${'no expression'}                       | ${{ identityPattern: '(', issuer }}              | ${/regular expression/}
  ${'no such log'}                         | ${{ key: 'cosign.pub', transparencyLog: 'off' }} | ${/required or ignored/}
`('names the cure of $scenario', ({ cosign, says }) => {
  expect(() => read(cosign)).toThrow(says);
  expect(() => read(cosign)).toThrow(
    /previewEnvironments\.images\.signatures\.cosign/,
  );
});
