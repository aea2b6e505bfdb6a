import { at, engineMessage, engineType, textAt } from './walk.ts'

/** What a guest chose instead of writing: the text on the button, or the row of the list. GOWS has each choice in a box of its own. */
const CHOSEN = [
  ['buttonsResponseMessage', 'selectedDisplayText'],
  ['buttonsResponseMessage', 'Response', 'SelectedDisplayText'],
  ['templateButtonReplyMessage', 'selectedDisplayText'],
  ['listResponseMessage', 'title'],
  ['listResponseMessage', 'description'],
  ['interactiveResponseMessage', 'body', 'text'],
]

/** Where else a message of NOWEB or GOWS has words for people. */
const WORDS = [
  ['conversation'],
  ['extendedTextMessage', 'text'],
  ['imageMessage', 'caption'],
  ['videoMessage', 'caption'],
  ['documentMessage', 'caption'],
  ['liveLocationMessage', 'caption'],
  ['buttonsMessage', 'contentText'],
  ['listMessage', 'description'],
  ['listMessage', 'title'],
  ['templateMessage', 'hydratedTemplate', 'hydratedContentText'],
  ['templateMessage', 'hydratedFourRowTemplate', 'hydratedContentText'],
  ['templateMessage', 'Format', 'HydratedFourRowTemplate', 'hydratedContentText'],
  ['interactiveMessage', 'body', 'text'],
  ['productMessage', 'body'],
  ['productMessage', 'product', 'title'],
  ['orderMessage', 'message'],
  ['orderMessage', 'orderTitle'],
  ['sendPaymentMessage', 'noteMessage', 'conversation'],
  ['sendPaymentMessage', 'noteMessage', 'extendedTextMessage', 'text'],
  ['requestPaymentMessage', 'noteMessage', 'conversation'],
  ['requestPaymentMessage', 'noteMessage', 'extendedTextMessage', 'text'],
  ['groupInviteMessage', 'caption'],
  ['groupInviteMessage', 'groupName'],
  ['eventMessage', 'name'],
  ['scheduledCallCreationMessage', 'title'],
]

/** The same on WEBJS and WPP. */
const WORDS_OF_TYPED = [
  ['caption'],
  ['selectedDisplayText'],
  ['listResponse', 'title'],
  ['list', 'description'],
  ['list', 'title'],
  ['eventName'],
  ['orderTitle'],
  ['title'],
]

/** Types whose `body` is text; elsewhere it is a thumbnail, a card or a code. */
const TYPES_OF_TEXT = new Set([
  'chat',
  'buttons_response',
  'template_button_reply',
  'list_response',
  'interactive_response',
  'buttons',
  'list',
  'hsm',
  'interactive',
])

const EDITED = [
  ['conversation'],
  ['extendedTextMessage', 'text'],
  ['imageMessage', 'caption'],
  ['videoMessage', 'caption'],
  ['documentMessage', 'caption'],
  ['documentWithCaptionMessage', 'message', 'documentMessage', 'caption'],
]

/** Engines differ in what they give for the body of a choice: its text or its code. A person reads the text. */
export function chosenText(data: unknown): string | null {
  return textAt(engineMessage(data), ...CHOSEN)
}

/** For where WAHA gives no body though the engine has words. */
export function engineText(data: unknown): string | null {
  const type = engineType(data)
  if (type === null) return textAt(engineMessage(data), ...WORDS)
  return textAt(data, ...(TYPES_OF_TEXT.has(type) ? [['body']] : []), ...WORDS_OF_TYPED)
}

/** What an edit changed a text or a caption into. */
export function editedText(data: unknown): string | null {
  const edited = at(engineMessage(data), ['protocolMessage', 'editedMessage'])
  return textAt(edited, ...EDITED) ?? textAt(data, ['newBody'])
}

/** WEBJS and WPP put a thumbnail, base64 of JPEG, PNG or WebP, where a caption would stand. */
export function withoutPicture(text: string | null | undefined): string | null {
  return text && !/^(?:\/9j\/|iVBORw0KGgo|UklGR)[\w+/=]*$/.test(text) ? text : null
}
