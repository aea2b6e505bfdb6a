/** Markup that is safe to send: made by {@link html} alone. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

/** What may stand in `${}`. Nothing is shown for null, undefined and false. */
export type Renderable = Html | string | number | bigint | null | undefined | false | readonly Renderable[]

/** A template of markup. Whatever is put into it is text and can't become markup, in elements and in quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: Renderable[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(render)))
}

function render(value: Renderable): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Html) return value.markup
  if (typeof value === 'object') return value.map(render).join('')
  return escape(String(value))
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

function escape(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '')
}
