import { html, type Html } from '../html.ts'
import type { FieldError } from '../problem.ts'

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
