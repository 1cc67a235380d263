import { webAddress } from './address';

const script = ['javascript', 'alert(1)'].join(':');

it.each`
  text                              | isLink
  ${'https://web.preview.test/a?b'} | ${true}
  ${'http://127.0.0.1:8080'}        | ${true}
  ${'HTTPS://web.preview.test'}     | ${true}
  ${script}                         | ${false}
  ${` ${script}`}                   | ${false}
  ${script.replace('v', 'v\n')}     | ${false}
  ${'data:text/html,<script>'}      | ${false}
  ${'file:///etc/passwd'}           | ${false}
  ${'//web.preview.test'}           | ${false}
  ${'/catalog'}                     | ${false}
  ${''}                             | ${false}
  ${undefined}                      | ${false}
`('$text may become a link: $isLink', ({ text, isLink }) => {
  expect(webAddress(text)).toBe(isLink ? text : undefined);
});
