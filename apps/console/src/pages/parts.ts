import { html, type Html } from '../html.ts'
import type { FieldError } from '../problem.ts'

const FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

export function time(at: Date): Html {
  return html`<time datetime="${at.toISOString()}">${FORMAT.format(at)}</time>`
}

/** A word with a colour: what it says, it also says without one. */
export function badge(word: string, tone: 'good' | 'warm' | 'bad' | 'plain' = 'plain'): Html {
  return html`<span class="badge ${tone}">${word.replaceAll('_', ' ')}</span>`
}

/** A form with a single button: a change by one click. */
export function action(
  path: string,
  label: string,
  tone: 'plain' | 'danger' = 'plain',
  input: Html | '' = '',
): Html {
  return html`<form method="post" action="${path}" class="inline">
    ${input}<button class="${tone}">${label}</button>
  </form>`
}

export function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`
}

export interface FieldOptions {
  name: string
  label: string
  value?: string | undefined
  hint?: string
  errors?: readonly FieldError[]
  /** Further attributes, as markup. */
  attributes?: Html
}

/** A labelled text field; its hint and its error are read out with it. */
export function textField({ name, label, value = '', hint, errors = [], attributes }: FieldOptions): Html {
  const error = errors.find(({ field }) => field === name)?.message
  const described = [hint !== undefined && `${name}-hint`, error !== undefined && `${name}-error`].filter(
    Boolean,
  )
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      value="${value}"
      ${attributes}
      ${described.length > 0 && html`aria-describedby="${described.join(' ')}"`}
      ${error !== undefined && html`aria-invalid="true"`}
    />
    ${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${error !== undefined && html`<p class="error" id="${name}-error">${error}</p>`}
  </div>`
}

/** The way to what is older, if there is any. */
export function olderLink(path: string, next: string | null): Html | '' {
  return next === null
    ? ''
    : html`<p class="older"><a href="${path}${path.includes('?') ? '&' : '?'}before=${next}">Older</a></p>`
}
