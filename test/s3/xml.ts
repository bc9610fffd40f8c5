import { s3Error } from './errors';

/** Finished markup, so that text and markup can't be taken for each other. */
export interface Markup {
  readonly markup: string;
}

/** An element with text, which is escaped, or with elements. */
export function element(name: string, content: string | number | boolean | readonly Markup[]): Markup {
  const inner = typeof content === 'object' ? joined(content) : escapeText(String(content));
  return { markup: `<${name}>${inner}</${name}>` };
}

/** A whole document; `namespace` is the address that its elements are named under, if any. */
export function xmlDocument(root: string, children: readonly Markup[], namespace?: string): string {
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${joined(children)}</${root}>`;
}

function joined(children: readonly Markup[]): string {
  return children.map((child) => child.markup).join('');
}

function escapeText(text: string): string {
  return text.replace(/[<>&"\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

export interface XmlElement {
  readonly name: string;
  readonly children: XmlElement[];
  /** What stands between the tags, entities resolved. */
  text: string;
}

const TOKEN =
  /<\?xml[^?]*\?>|<\/(?<close>[A-Za-z][\w.-]*)\s*>|<(?<open>[A-Za-z][\w.-]*)(?:\s+[\w:.-]+="[^"<]*")*\s*(?<empty>\/?)>|(?<text>[^<]+)/y;

/**
 * The root element of a request's body. Knows what S3's clients send: elements, attributes (ignored), text.
 * @throws MalformedXML
 */
export function parseXml(source: string): XmlElement {
  const document: XmlElement = { name: '', children: [], text: '' };
  const path = [document];
  const token = new RegExp(TOKEN);
  while (token.lastIndex < source.length) {
    const groups = token.exec(source)?.groups;
    const parent = path.at(-1);
    if (!groups || !parent) throw s3Error('MalformedXML');
    const { open, close, empty, text } = groups;
    if (open !== undefined) {
      const child: XmlElement = { name: open, children: [], text: '' };
      parent.children.push(child);
      if (empty === '') path.push(child);
    } else if (close !== undefined) {
      if (parent.name !== close) throw s3Error('MalformedXML');
      path.pop();
    } else if (text !== undefined) {
      parent.text += unescapeText(text);
    }
  }
  const [root, ...others] = document.children;
  if (!root || others.length > 0 || path.length !== 1 || document.text.trim() !== '') {
    throw s3Error('MalformedXML');
  }
  return root;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeText(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));|&/g, (_, hex, decimal, name) => {
    if (typeof hex === 'string') return String.fromCodePoint(Number.parseInt(hex, 16));
    if (typeof decimal === 'string') return String.fromCodePoint(Number(decimal));
    const character = typeof name === 'string' ? ENTITIES[name] : undefined;
    if (character === undefined) throw s3Error('MalformedXML');
    return character;
  });
}

/**
 * The texts of an element's children by their names.
 * @throws MalformedXML where a child is not among `names`, comes twice, or has children itself
 */
export function fieldsOf(parent: XmlElement, names: readonly string[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const child of parent.children) {
    if (!names.includes(child.name) || fields.has(child.name) || child.children.length > 0) {
      throw s3Error('MalformedXML');
    }
    fields.set(child.name, child.text);
  }
  return fields;
}
