import { Html, html } from '../../html';

const style = `
:root { --ink: #1f2328; --quiet: #59636e; --line: #d1d9e0; --soft: #f6f8fa; --link: #0a5bc4; --go: #1a7f37; --stop: #a4262c; color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: #fff; }
body > header { padding: .75rem 1.5rem; color: #fff; background: #24292f; }
body > header a { color: #fff; font-weight: 600; text-decoration: none; }
body > header span { margin-left: .75rem; color: #d0d7de; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid #f9a825; outline-offset: 2px; }
h1 { margin: 0 0 1rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 1.5rem 0 .75rem; font-size: 1.2rem; }
.quiet { color: var(--quiet); }
.number { color: var(--quiet); font-weight: 400; }
.card { padding: 1rem 1.25rem; margin: 0 0 1rem; border: 1px solid var(--line); border-radius: .5rem; }
.card > h2:first-child { margin-top: 0; }
form.row, div.row { margin: 0 0 1rem; }
.card > :last-child { margin-bottom: 0; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
.row label { display: grid; gap: .25rem; flex: 1 1 16rem; font-size: .875rem; font-weight: 600; }
input[type=text], textarea { width: 100%; padding: .4rem .6rem; border: 1px solid #818b98; border-radius: .375rem; font: 400 1rem/1.5 system-ui, sans-serif; }
button { padding: .4rem .9rem; border: 1px solid #818b98; border-radius: .375rem; background: var(--soft); color: var(--ink); font: inherit; font-weight: 600; cursor: pointer; }
button.main { border-color: transparent; background: var(--go); color: #fff; }
button.stop { color: var(--stop); }
.badge { display: inline-block; padding: .05rem .6rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--soft); font-size: .875rem; }
.badge.open { border-color: transparent; background: var(--go); color: #fff; }
.badge.closed { border-color: transparent; background: var(--stop); color: #fff; }
.badge.merged { border-color: transparent; background: #6639ba; color: #fff; }
.badge.draft { border-color: transparent; background: #59636e; color: #fff; }
ul.list { padding: 0; margin: 0; list-style: none; }
ul.list li { padding: .6rem 0; border-top: 1px solid var(--line); }
ul.list li:first-child { border-top: 0; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
code { padding: .1em .3em; border-radius: .25rem; background: var(--soft); overflow-wrap: anywhere; }
pre { padding: 1rem; overflow: auto; border: 1px solid var(--line); border-radius: .5rem; background: var(--soft); }
pre code { padding: 0; }
.comment { margin: 0 0 1rem; border: 1px solid var(--line); border-radius: .5rem; overflow: hidden; }
.comment > header { padding: .5rem 1rem; border-bottom: 1px solid var(--line); background: var(--soft); font-size: .875rem; }
.comment :is(h3, h4, h5, h6) { margin: .75rem 0; font-size: 1.1rem; }
.comment > div { padding: .25rem 1rem; overflow-x: auto; }
table { border-collapse: collapse; margin: .75rem 0; }
th, td { padding: .35rem .75rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
form.inline { display: inline; }
`;

/** Keeps the parts of a page that change by themselves up to date, unless someone is writing there. */
export const script = `
const parts = () => document.querySelectorAll('[data-live]');
async function refresh() {
  if (document.hidden) return;
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const part of parts()) {
    const next = fresh.getElementById(part.id);
    if (next && next.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) part.innerHTML = next.innerHTML;
  }
}
if (parts().length) setInterval(() => refresh().catch(() => {}), 2000);
`;

/** A whole page. */
export function layout({
  title,
  content,
}: {
  title: string;
  content: Html;
}): string {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
        <script src="/_/page.js" defer></script>
      </head>
      <body>
        <header>
          <a href="/">Sandbox GitHub</a
          ><span>stands in for GitHub on this machine</span>
        </header>
        <main>${content}</main>
      </body>
    </html> `.text;
}
