import type { Translations } from '../language/use-words.ts'

interface FigureWords {
  title: string
  hour: string
  until: (from: string, to: string) => string
  now: string
  messages: string
  received: string
  sent: string
  messagesOfDay: (received: string, sent: string) => string
  noMessages: string
  reply: string
  replyOfDay: (time: string) => string
  noReply: string
  none: string
  failures: string
  failed: string
  failuresOfDay: (count: number, told: string) => string
  noFailures: string
  seconds: (value: string) => string
  minutes: (value: string) => string
  hours: (value: string) => string
}

/** The last day in figures, as it is told. */
export const FIGURE_WORDS: Translations<FigureWords> = {
  en: {
    title: 'The last 24 hours',
    hour: 'Hour',
    until: (from, to) => `${from} to ${to}`,
    now: 'now',
    messages: 'Messages',
    received: 'From guests',
    sent: 'To guests',
    messagesOfDay: (received, sent) => `${received} from guests, ${sent} to guests`,
    noMessages: 'No message came or left',
    reply: 'Time to answer',
    replyOfDay: (time) => `${time} in the median`,
    noReply: 'Nobody was answered',
    none: 'none',
    failures: 'Failures',
    failed: 'Failed, or unknown',
    failuresOfDay: (count, told) => `${told} ${count === 1 ? 'message' : 'messages'} failed, or may have`,
    noFailures: 'No message failed',
    seconds: (value) => `${value} s`,
    minutes: (value) => `${value} min`,
    hours: (value) => `${value} h`,
  },
  id: {
    title: '24 jam terakhir',
    hour: 'Jam',
    until: (from, to) => `${from} sampai ${to}`,
    now: 'kini',
    messages: 'Pesan',
    received: 'Dari tamu',
    sent: 'Ke tamu',
    messagesOfDay: (received, sent) => `${received} dari tamu, ${sent} ke tamu`,
    noMessages: 'Tidak ada pesan masuk atau keluar',
    reply: 'Waktu menjawab',
    replyOfDay: (time) => `${time}, nilai tengah`,
    noReply: 'Belum ada yang dijawab',
    none: 'tidak ada',
    failures: 'Kegagalan',
    failed: 'Gagal, atau tidak diketahui',
    failuresOfDay: (_count, told) => `${told} pesan gagal, atau mungkin gagal`,
    noFailures: 'Tidak ada pesan yang gagal',
    seconds: (value) => `${value} dtk`,
    minutes: (value) => `${value} mnt`,
    hours: (value) => `${value} jam`,
  },
}
