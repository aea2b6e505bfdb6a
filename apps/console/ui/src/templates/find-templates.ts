import type { Template } from './contract.ts'

/** The templates whose name has what was typed, those first whose name begins with it. Case and accents make no difference. */
export function findTemplates<T extends Pick<Template, 'name'>>(
  templates: readonly T[],
  typed: string,
): readonly T[] {
  const wanted = plain(typed.trim())
  if (wanted === '') return templates
  const found = templates.filter(({ name }) => plain(name).includes(wanted))
  const begins = ({ name }: T) => plain(name).startsWith(wanted)
  return [...found.filter(begins), ...found.filter((template) => !begins(template))]
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
