import { escapeHtml } from '../html';

export interface ShopPage {
  headline: string;
  commit: string;
  pod: string;
  namespace: string;
  /** The routing key that the request carried, if any. */
  preview: string | undefined;
  cart: { summary: string; servedFrom: string };
  payments: { summary: string; servedFrom: string };
}

/** Each commit has its own colour, so that a new version is seen at a glance. */
function hueOf(commit: string): number {
  return parseInt(commit.slice(0, 4), 16) % 360 || 210;
}

function card(
  title: string,
  { summary, servedFrom }: { summary: string; servedFrom: string },
): string {
  return `<section class="card"><h2>${escapeHtml(title)}</h2><p>${escapeHtml(
    summary,
  )}</p><p class="from">${escapeHtml(servedFrom)}</p></section>`;
}

/** The shop's page, which every commit can change. */
export function shopPage({
  headline,
  commit,
  pod,
  namespace,
  preview,
  cart,
  payments,
}: ShopPage): string {
  const hue = hueOf(commit);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(headline)}</title>
<style>
  :root { --strong: hsl(${hue} 60% 28%); --soft: hsl(${hue} 60% 95%); --line: hsl(${hue} 35% 80%); color-scheme: light; }
  * { box-sizing: border-box; }
  body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: #1d2129; background: var(--soft); }
  header { padding: 3.5rem 1.5rem; color: #fff; background: var(--strong); text-align: center; }
  h1 { margin: 0 0 .5rem; font-size: clamp(1.8rem, 5vw, 3rem); }
  header p { margin: 0; }
  main { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
  .card { padding: 1.25rem; border: 1px solid var(--line); border-radius: .75rem; background: #fff; }
  h2 { margin: 0; font-size: 1.1rem; color: var(--strong); }
  .from { margin: 0; color: #565d6b; font-size: .875rem; overflow-wrap: anywhere; }
  code { font-family: ui-monospace, monospace; }
</style>
</head>
<body>
<header>
  <h1>${escapeHtml(headline)}</h1>
  <p>Commit <code id="commit">${escapeHtml(commit.slice(0, 7))}</code>${
    preview
      ? ` in preview <strong id="preview">${escapeHtml(preview)}</strong>`
      : ' on the baseline'
  }</p>
</header>
<main>
${card('Your cart', cart)}
${card('Payments', payments)}
${card('This page', {
  summary: `Served by pod ${pod}`,
  servedFrom: `namespace ${namespace}`,
})}
</main>
</body>
</html>
`;
}
