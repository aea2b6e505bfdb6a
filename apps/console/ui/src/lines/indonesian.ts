import type { LineWords } from './words.ts'

export const INDONESIAN: LineWords = {
  noLine: 'Belum ada nomor yang dikenal: pengirim mendaftarkannya saat mulai.',
  noReport: 'belum ada laporan',
  silent: 'senyap',
  paused: 'dijeda',
  states: {
    WORKING: 'Menurut WAHA, nomor ini bekerja.',
    STARTING: 'WAHA sedang menyambung. Ini berlalu dengan sendirinya.',
    SCAN_QR_CODE: 'WhatsApp mengeluarkan nomor ini. Pindai kode QR di dasbor WAHA dengan telepon hotel.',
    PASSKEY_REQUIRED: 'WhatsApp meminta passkey. Ikuti langkah-langkah di dasbor WAHA dengan telepon hotel.',
    PASSKEY_CONFIRMATION_REQUIRED:
      'WhatsApp meminta konfirmasi passkey. Konfirmasikan di dasbor WAHA dan di telepon hotel.',
    FAILED:
      'WAHA tidak berhasil menyambung. Mulai ulang sesinya di dasbor WAHA; bila gagal lagi, keluarkan lalu pindai kode QR.',
    STOPPED: 'Sesinya berhenti. Mulai lagi di dasbor WAHA.',
  },
  unknownState: 'Bellhop tidak mengenal keadaan ini. Lihat dasbor WAHA.',
  untold:
    'WAHA belum melaporkan apa pun tentang nomor ini: periksa apakah webhook-nya sampai, termasuk session.status.',
  silence:
    'WAHA menyebutnya WORKING, tetapi sudah lama tidak ada kabar. Kirim pesan ke nomor ini: bila tidak masuk, mulai ulang sesinya di dasbor WAHA.',
  reasons: {
    unauthorized: 'WAHA menolak kunci Bellhop: periksa WAHA_API_KEY.',
    forbidden: 'Kunci Bellhop tidak boleh memakai sesi WAHA ini.',
    'not-found': 'Alamat itu tidak ada di WAHA: periksa WAHA_HOST dan WAHA_API_PATH.',
    'not-working': 'Menurut WAHA, sesinya tidak bekerja.',
    'by hand': '',
  },
  pausedBy: {
    operator: 'Tidak ada yang dikirim: dijeda oleh pengguna',
    bellhop: 'Tidak ada yang dikirim: dijeda oleh Bellhop',
  },
  since: (time) => `sejak ${time}`,
  goesOn: 'Berlanjut sendiri begitu WAHA menerima pesan lagi.',
  timelock: (time) =>
    `WhatsApp melarang nomor ini menulis kepada orang baru sampai ${time}. Yang sudah pernah dikirimi tetap dilayani.`,
  facts: {
    waiting: 'Menunggu dikirim',
    pace: 'Laju',
    heard: 'Kabar terakhir',
    works: 'Bekerja sejak',
    caughtUp: 'Riwayat lengkap sampai',
  },
  nothing: 'tidak ada',
  count: (count) => `${count} pesan`,
  oldest: (age) => `yang terlama ${age}`,
  perMinute: (rate) => `${rate.toLocaleString('id')} per menit`,
  perHour: (rate) => `${rate.toLocaleString('id')} per jam`,
  unlimited: 'tanpa batas',
  slower: 'lebih pelan setelah jeda',
  never: 'belum pernah',
  worksNot: 'sedang tidak bekerja',
  now: 'baru saja',
  ago: (age) => `${age} yang lalu`,
  pause: 'Jeda',
  resume: 'Lanjutkan',
  pauseTitle: (line) => `Jeda ${line}`,
  pauseMeans:
    'Tidak ada yang dikirim lewat nomor ini sampai seseorang melanjutkannya. Pesan tamu tetap ditangani, dan balasan menunggu sesuai urutan.',
  why: 'Alasan',
  whyHint: 'Terlihat oleh siapa pun yang membuka nomor ini. Boleh kosong.',
  didPause: (line) => `${line} dijeda: tidak ada yang dikirim.`,
  didResume: (line) => `${line} berlanjut.`,
  showWaiting: (line) => `Tampilkan yang menunggu di ${line}`,
  waitingTitle: (line) => `Yang menunggu di ${line}`,
  noneWaits: 'Sudah tidak ada yang menunggu.',
  queues: 'Antrean',
  openQueues: 'Buka antrean',
  queueNames: { inbound: 'Kabar dari WAHA', media: 'Berkas yang diambil', agent: 'Agen yang dibuat' },
  outbound: (line) => `Yang dikirim lewat ${line}`,
  counts: {
    waiting: (count) => `${count} menunggu`,
    active: (count) => `${count} berjalan`,
    delayed: (count) => `${count} tertunda`,
    failed: (count) => `${count} gagal`,
  },
  empty: 'kosong',
  queuesAway:
    'Antrean tidak menjawab. Yang sudah tersimpan menunggu di basis data dan berlanjut dengan sendirinya.',
}
