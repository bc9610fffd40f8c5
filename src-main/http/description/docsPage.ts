import { httpStatusOf } from '#contract/errors';
import type { Described, Endpoint } from './endpoint';
import { ENDPOINTS, errorsOf } from './endpoints';
import { errorExample } from './openApi';

const ACCESS = {
  open: 'Open to all.',
  login: 'Needs a login or a token, as API_AUTH says.',
  owner: 'Needs the password, or at API_AUTH=remote this machine.',
};

/** The description of the API as a page: no script, and nothing from elsewhere. */
export function docsPage(version: string): string {
  const links = ENDPOINTS.map((endpoint) => `<li><a href="#${idOf(endpoint)}">${titleOf(endpoint)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The API of Goat Training Capture</title>
<link rel="stylesheet" href="/docs.css">
</head>
<body>
<h1>The API of Goat Training Capture ${escaped(version)}</h1>
<p>The same for programs: <a href="/openapi.json">openapi.json</a>. Names in braces are filled in.</p>
<nav><ul>${links.join('')}</ul></nav>
${ENDPOINTS.map(section).join('\n')}
</body>
</html>
`;
}

/** The style sheet of the page. */
export const DOCS_CSS = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; color: #1b241e; background: #fff; }
nav ul { columns: 16rem; padding: 0; list-style: none; }
h2 { margin-top: 3rem; border-top: 1px solid #b9c4bc; padding-top: 1rem; }
h2, code, pre { font-family: ui-monospace, monospace; }
pre { background: #eef2ef; padding: 0.75rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #dfe5e0; }
@media (prefers-color-scheme: dark) {
  body { color: #e6ede8; background: #10231a; }
  pre { background: #1b3226; }
  a { color: #8fd0a8; }
}
`;

const titleOf = ({ method, path }: Endpoint) => escaped(`${method.toUpperCase()} ${path}`);
const idOf = ({ method, path }: Endpoint) => `${method}${path.replace(/\W+/g, '-')}`;

function section(endpoint: Endpoint): string {
  const { summary, access, body, answer } = endpoint;
  const answered =
    typeof answer === 'string'
      ? `<p>Answers with <code>${escaped(answer)}</code>.</p>`
      : json('Answer', answer);
  const rows = errorsOf(endpoint).map((code) => {
    const { message, fix } = errorExample(code);
    return `<tr><td>${httpStatusOf(code)}</td><td><code>${code}</code></td><td>${escaped(`${message} ${fix}`)}</td></tr>`;
  });
  const errors = `<table><thead><tr><th>Status</th><th>Error</th><th>Words</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return `<section id="${idOf(endpoint)}">
<h2>${titleOf(endpoint)}</h2>
<p>${escaped(summary)}</p>
<p>${ACCESS[access]}</p>
${body ? json('Body', body) : ''}${answered}${rows.length > 0 ? errors : ''}
</section>`;
}

function json(title: string, { name, example }: Described): string {
  const shown = example === undefined ? '' : `<pre>${escaped(JSON.stringify(example, null, 2))}</pre>`;
  return `<h3>${title}: ${name}</h3>${shown}`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
