// Plain script for the browser. Whatever a guest or the hotel wrote becomes text, never markup.
export const PAGE_SCRIPT = String.raw`'use strict'

const IDEAS = ['Hello', 'What time is breakfast?', 'May I have two more towels?', '/end']
const LATER_MS = 31 * 60 * 1000
const SVG = 'http://www.w3.org/2000/svg'
const TICKS = {
  sending: ['M8 1.5a4 4 0 1 0 .01 0M8 3.5V5.6l1.5 1', 'on its way'],
  delivered: ['M3.5 6l3 3L13 2.5', 'delivered'],
  seen: ['M1 6l3 3 6.5-6.5M7.5 8.5l.6.5L14.6 2.5', 'seen'],
  failed: ['M8 1.5v5M8 9.2v.3', 'not delivered'],
}

const $ = (id) => document.getElementById(id)
const chat = $('chat')
const text = $('text')

let phone = null
let stream = null
let aheadMs = 0
let isTyping = false
let ticks = new Map()
let lastFrom = null

function el(tag, className, content) {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (content !== undefined) node.textContent = content
  return node
}

function clockTime(ms) {
  return new Date(ms).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
}

function post(path, body) {
  return fetch('/simulator/guests/' + encodeURIComponent(phone) + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then((answer) => {
    if (!answer.ok) throw new Error(answer.status)
    return answer.json()
  })
}

// The people to pick from.

function initials(name) {
  const words = name.replace(/[^\p{L}\p{N} ]/gu, '').split(' ').filter(Boolean)
  const letters = words.length > 1 ? words[0][0] + words[words.length - 1][0] : (words[0] || '?').slice(-2)
  return letters.toUpperCase()
}

function person({ phone: digits, name }) {
  const button = el('button')
  button.type = 'button'
  button.setAttribute('aria-pressed', String(digits === phone))
  const avatar = el('span', 'avatar', initials(name))
  avatar.style.setProperty('--hue', String((Number(digits.slice(-4)) * 47) % 360))
  avatar.setAttribute('aria-hidden', 'true')
  const label = el('span')
  label.append(el('strong', '', name), el('small', '', '+' + digits))
  button.append(avatar, label)
  button.addEventListener('click', () => pick(digits))
  const item = el('li')
  item.append(button)
  return item
}

async function listPeople() {
  const people = await (await fetch('/simulator/guests')).json()
  $('people').replaceChildren(...people.map(person))
  const picked = $('people').querySelector('[aria-pressed=true]')
  if (picked) picked.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  return people
}

function pick(digits) {
  phone = digits
  history.replaceState(null, '', '#' + digits)
  if (stream) stream.close()
  stream = new EventSource('/simulator/guests/' + encodeURIComponent(digits) + '/events')
  stream.onmessage = (message) => show(JSON.parse(message.data))
  stream.onerror = () => setStatus('no connection')
  listPeople()
  text.focus()
}

// The screen.

function setStatus(words) {
  $('status').textContent = words
}

function show(event) {
  if (event.type === 'screen') showScreen(event)
  else if (event.type === 'entry') addEntry(event.entry)
  else if (event.type === 'progress') setProgress(event.id, event.progress)
  else if (event.type === 'typing') setTyping(event.isTyping)
}

function showScreen(screen) {
  aheadMs = screen.now - Date.now()
  ticks = new Map()
  lastFrom = null
  $('owner').textContent = screen.name
  chat.replaceChildren()
  if (screen.entries.length === 0) chat.append(el('li', 'hint', 'Write to the hotel as this guest would. Replies arrive here.'))
  screen.entries.forEach(addEntry)
  setTyping(screen.isTyping)
  tellTime()
}

function addEntry(entry) {
  const hint = chat.querySelector('.hint')
  if (hint) hint.remove()
  const follows = isAtEnd()
  if (entry.kind === 'time-jump') addDivider(entry)
  else addMessage(entry)
  keepTypingLast()
  if (follows || entry.from === 'guest') chat.scrollTop = chat.scrollHeight
}

function isAtEnd() {
  return chat.scrollHeight - chat.scrollTop - chat.clientHeight < 120
}

function addDivider({ byMs, at }) {
  aheadMs = at - Date.now()
  lastFrom = null
  const minutes = Math.round(byMs / 60000)
  chat.append(el('li', 'divider', minutes + ' minutes later · ' + clockTime(at)))
  tellTime()
}

function addMessage({ id, from, text, at, progress }) {
  const isMine = from === 'guest'
  const bubble = el('li', 'bubble' + (isMine ? ' mine' : '') + (from === lastFrom ? '' : ' first'))
  lastFrom = from
  const words = el('p', '', text || 'a message without text')
  words.dir = 'auto'
  const meta = el('span', 'meta')
  meta.append(el('time', '', clockTime(at)))
  if (isMine) {
    const tick = el('span')
    meta.append(tick)
    ticks.set(id, tick)
  }
  bubble.append(words, meta)
  chat.append(bubble)
  if (isMine) setProgress(id, progress)
}

function setProgress(id, progress) {
  const tick = ticks.get(id)
  if (!tick || !TICKS[progress]) return
  const [shape, words] = TICKS[progress]
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 16 11')
  svg.setAttribute('class', progress)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', words)
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', shape)
  svg.append(path)
  tick.replaceChildren(svg)
}

function setTyping(value) {
  isTyping = value
  setStatus(value ? 'typing…' : 'online')
  const shown = chat.querySelector('.typing')
  if (!value && shown) shown.remove()
  if (value && !shown) {
    const bubble = el('li', 'bubble first typing')
    const dots = el('span', 'dots')
    dots.append(el('i'), el('i'), el('i'))
    bubble.append(dots)
    chat.append(bubble)
    chat.scrollTop = chat.scrollHeight
  }
}

function keepTypingLast() {
  const shown = chat.querySelector('.typing')
  if (shown) chat.append(shown)
}

function tellTime() {
  $('now').textContent = clockTime(Date.now() + aheadMs)
}

// What the guest does.

function write(words) {
  return post('/messages', { text: words }).catch(() => setStatus('not sent: is the simulator still running?'))
}

function fit() {
  text.style.height = 'auto'
  text.style.height = text.scrollHeight + 'px'
}

$('composer').addEventListener('submit', (event) => {
  event.preventDefault()
  const words = text.value
  if (words.trim() === '' || phone === null) return
  text.value = ''
  fit()
  write(words)
  text.focus()
})

text.addEventListener('input', fit)
text.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  $('composer').requestSubmit()
})

$('later').addEventListener('click', () => {
  if (phone !== null) post('/clock', { advanceMs: LATER_MS }).catch(() => setStatus('the clock could not be moved'))
})

$('another').addEventListener('submit', async (event) => {
  event.preventDefault()
  const number = $('number')
  const digits = number.value.replace(/[\s().+-]/g, '')
  const answer = /^\d{7,15}$/.test(digits) ? await fetch('/simulator/guests/' + digits, { method: 'PUT' }) : { ok: false }
  number.setCustomValidity(answer.ok ? '' : 'This is no phone number.')
  number.reportValidity()
  if (!answer.ok) return
  $('another').reset()
  pick((await answer.json()).phone)
})
$('number').addEventListener('input', () => $('number').setCustomValidity(''))

for (const idea of IDEAS) {
  const button = el('button', '', idea)
  button.type = 'button'
  button.addEventListener('click', () => phone !== null && write(idea))
  $('ideas').append(button)
}

let wasAtEnd = true
chat.addEventListener('scroll', () => {
  wasAtEnd = isAtEnd()
})
new ResizeObserver(() => {
  if (wasAtEnd) chat.scrollTop = chat.scrollHeight
}).observe(chat)

setInterval(tellTime, 5000)
listPeople().then((people) => {
  const wanted = location.hash.slice(1)
  const first = people.find((one) => one.phone === wanted) || people[0]
  if (first) pick(first.phone)
  else setStatus('pick a number')
})
`
