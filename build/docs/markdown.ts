/** A text as Markdown: parameters in braces become code, and what Markdown would interpret is escaped. */
export function markdownText(text: string): string {
  return text
    .replace(/[\\*_<>|`#]/g, '\\$&')
    .replace(/\{([^}]+)\}/g, (_, name: string) => `\`${name.replaceAll('\\', '')}\``);
}

/** A table of Markdown; cells must be Markdown already. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
