import type { WireMessage } from '../simulator/bodies/wire-message.ts'
import {
  CARDS,
  FILE,
  GUEST,
  HELLO,
  LID,
  OWN,
  REPLY,
  TEXT,
  UNDER_LID,
  UNKNOWN,
  message,
  type Row,
} from './row.fixture.ts'

function file(
  mimetype: string,
  content: string,
  rest: Partial<WireMessage> = {},
): Pick<Row, 'body' | 'fate'> {
  const media = { mimetype, url: FILE, size: 51_234 }
  const { text = null } = rest
  return {
    body: message({ text, media, ...rest }),
    fate: { ...TEXT, content, text, media: { mimetype, size: 51_234, url: FILE } },
  }
}

export const MESSAGES: Row[] = [
  { what: 'a text', body: message({}), fate: TEXT },
  { what: 'a text, told as `message`', body: message({}, HELLO, 'message'), fate: TEXT },
  {
    what: 'a text of a hidden user',
    body: message({ chatId: LID, otherChatId: GUEST }),
    fate: { ...TEXT, ...UNDER_LID },
    but: { WEBJS: { ...TEXT, ...UNKNOWN }, WPP: { ...TEXT, ...UNKNOWN } },
  },
  { what: 'an image with a caption', ...file('image/jpeg', 'image', { text: 'Look' }) },
  { what: 'a voice note', ...file('audio/ogg; codecs=opus', 'voice') },
  { what: 'a video', ...file('video/mp4', 'video') },
  { what: 'a document', ...file('application/pdf', 'document') },
  { what: 'a sticker', ...file('image/webp', 'sticker') },
  {
    what: 'an image that WAHA could not fetch',
    body: message({ text: null, media: { mimetype: 'image/jpeg', url: null, error: 'Error: 404\n  at x' } }),
    fate: { ...TEXT, content: 'image', text: null, media: { mimetype: 'image/jpeg', error: 'Error: 404' } },
  },
  ...[false, true].map((live) => ({
    what: live ? 'a live location' : 'a location',
    body: message({ text: null, location: { latitude: -6.2, longitude: 106.8, live } }),
    fate: { ...TEXT, content: 'location', text: null, media: { latitude: -6.2, longitude: 106.8 } },
  })),
  ...[CARDS.slice(0, 1), CARDS].map((vCards) => ({
    what: `contacts: ${vCards.length}`,
    body: message({ text: null, vCards }),
    fate: { ...TEXT, content: 'contact', text: null, media: { vcards: vCards } },
  })),
  {
    what: 'a reply that quotes',
    body: message({ quote: { whatsappId: REPLY.whatsappId, fromMe: true, text: 'Hi!' } }),
    fate: { ...TEXT, quote: { whatsappId: REPLY.whatsappId, text: 'Hi!' } },
  },
  ...(['buttons', 'template', 'list'] as const).map((chosenFrom) => ({
    what: `a choice from ${chosenFrom}`,
    body: message({ chosenFrom }),
    fate: TEXT,
  })),
  { what: 'an own text that WAHA sent', body: message({}, REPLY), fate: { ...OWN, source: 'api' } },
  { what: 'an own text from the phone', body: message({ source: 'app' }, REPLY), fate: OWN },
  {
    what: 'an own text to a hidden user',
    body: message({ chatId: LID, otherChatId: GUEST, source: 'app' }, REPLY),
    fate: { ...OWN, ...UNDER_LID },
    but: { WEBJS: { ...OWN, ...UNKNOWN }, WPP: { ...OWN, ...UNKNOWN } },
  },
  { what: 'a message without content', body: message({ text: null }), fate: 'no content' },
  {
    what: 'a poll',
    body: message({ text: null, poll: { name: 'When?', options: ['Now', 'Later'] } }),
    fate: { ...TEXT, text: 'When?\n- Now\n- Later' },
  },
]
