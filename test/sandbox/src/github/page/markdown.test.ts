import { renderMarkdown } from './markdown';

it.each`
  source                                      | rendered
  ${'**Ready** in `pv-1`'}                    | ${'<p><strong>Ready</strong> in <code>pv-1</code></p>'}
  ${'[open](http://web.localhost:8080/?a=1)'} | ${'<p><a href="http://web.localhost:8080/?a=1" rel="noopener noreferrer nofollow">open</a></p>'}
  ${'### Preview'}                            | ${'<h3>Preview</h3>'}
  ${'- one\n- two'}                           | ${'<ul><li>one</li><li>two</li></ul>'}
  ${'<!-- marker -->\nshown'}                 | ${'<p>shown</p>'}
  ${'| a | b |\n| - | - |\n| 1 | `x` |'}      | ${'<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>1</td><td><code>x</code></td></tr></tbody></table>'}
  ${'```\n<b>\n```'}                          | ${'<pre><code>&#60;b&#62;\n</code></pre>'}
`('renders $source', ({ source, rendered }) => {
  expect(renderMarkdown(source).text.trim()).toBe(rendered);
});

it.each`
  scenario                         | source
  ${'a script'}                    | ${'<script>alert(1)</script>'}
  ${'an attribute'}                | ${'<img src=x onerror=alert(1)>'}
  ${'a tag with attributes'}       | ${'<details onclick=alert(1)>'}
  ${'a script as a link'}          | ${'[x](javascript:alert(1))'}
  ${'a quote in a link'}           | ${'[x](http://a/"onmouseover=alert(1))'}
  ${'markup in code in a table'}   | ${'| a |\n| - |\n| `<script>alert(1)</script>` |'}
  ${'markup in the text of links'} | ${'[<img src=x onerror=alert(1)>](http://a/)'}
`('lets nothing dangerous through: $scenario', ({ source }) => {
  const { text } = renderMarkdown(source);
  expect(text).not.toMatch(/<(script|img)|<[^>]*\son\w+=|href="javascript/i);
});
