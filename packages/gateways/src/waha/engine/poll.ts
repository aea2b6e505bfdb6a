import { at, engineMessage, textAt } from './walk.ts'

const POLLS = [
  'pollCreationMessage',
  'pollCreationMessageV2',
  'pollCreationMessageV3',
  'pollCreationMessageV5',
  'pollCreationMessageV6',
]

/** What somebody asks in a poll, with the answers to choose from: a line each. */
export function pollText(data: unknown): string | null {
  const message = engineMessage(data)
  const poll = POLLS.map((part) => at(message, [part])).find((part) => part !== undefined)
  const question = textAt(poll, ['name']) ?? textAt(data, ['pollName'])
  if (question === null) return null
  const options = at(poll, ['options']) ?? at(data, ['pollOptions'])
  const answers = (Array.isArray(options) ? options : []).map((option) =>
    textAt(option, ['optionName'], ['name']),
  )
  return [question, ...answers.filter((answer) => answer !== null).map((answer) => `- ${answer}`)].join('\n')
}
