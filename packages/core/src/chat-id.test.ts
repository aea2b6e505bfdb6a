import { expect, test } from 'vitest'
import { chatKind, chatOfPhone, normaliseChatId, parseMessageId, phoneOfChat } from './chat-id.ts'

test.each([
  ['6281234567890@c.us', 'user'],
  ['6281234567890@s.whatsapp.net', 'user'],
  ['188811111111111@lid', 'hidden-user'],
  ['120363041234567890@g.us', 'group'],
  ['status@broadcast', 'broadcast'],
  ['1234@newsletter', 'newsletter'],
  ['0@c.us', 'whatsapp'],
  ['718584497008509@bot', 'other'],
  ['constructor@__proto__', 'other'],
  ['no address', 'other'],
])('%s is a %s', (chatId, kind) => expect(chatKind(chatId)).toBe(kind))

test.each([
  ['6281234567890:12@s.whatsapp.net', '6281234567890@c.us'],
  ['188811111111111:3@lid', '188811111111111@lid'],
  ['6281234567890@c.us', '6281234567890@c.us'],
])('%s is spelled %s', (chatId, spelled) => expect(normaliseChatId(chatId)).toBe(spelled))

test('a phone and its chat are two spellings of one guest', () => {
  expect(phoneOfChat('6281234567890@c.us', '62')).toBe('081234567890')
  expect(phoneOfChat('34611111111:4@s.whatsapp.net', '62')).toBe('+34611111111')
  expect(chatOfPhone('081234567890', '62')).toBe('6281234567890@c.us')
  expect(chatOfPhone('+34611111111', '62')).toBe('34611111111@c.us')
})

test.each(['188811111111111@lid', '120363041234567890@g.us', '0@c.us', 'x@c.us'])(
  'the digits of %s are never taken for a phone',
  (chatId) => expect(phoneOfChat(chatId, '62')).toBeNull(),
)

test.each([
  ['false_6281234567890@c.us_3AD1', { fromMe: false, chatId: '6281234567890@c.us', whatsappId: '3AD1' }],
  ['true_188811111111111:2@lid_3EB0', { fromMe: true, chatId: '188811111111111@lid', whatsappId: '3EB0' }],
  ['false_12036304-1@g.us_3EB0_2777@lid', { fromMe: false, chatId: '12036304-1@g.us', whatsappId: '3EB0' }],
])('%s tells direction, chat and id', (id, parts) => expect(parseMessageId(id)).toEqual(parts))

test.each(['', '3EB0', 'maybe_6281@c.us_3EB0', 'false_6281_3EB0', 'false_6281@c.us_'])(
  '%j is no message id',
  (id) => expect(parseMessageId(id)).toBeNull(),
)
