// What the tests run inside the browser, as text: the types of a browser are none of this code's.

/** Before anything of a page: notes what its policy has refused. */
export const WATCH_POLICY = `
  window.violations = []
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
    window.violations.push('refused ' + violatedDirective + ' ' + blockedURI + ' ' + sourceFile))`

/** What the policy has refused, and whether a script of a guest has run. */
export const TROUBLES = `[...(window.violations ?? []), ...(window.pwned ? ['pwned'] : [])]`

/** A page of the console: its words, and markup in it that only a guest can have brought. */
export const LOOK = `(() => {
  const foreign = '#root :is(script, iframe, object, embed, base, style, math, template, meta, link, svg:not([aria-hidden]))'
  const tags = [...document.querySelectorAll(foreign)].map(({ tagName }) => tagName)
  const images = [...document.querySelectorAll('#root img')]
    .map((image) => image.getAttribute('src') ?? '')
    .filter((source) => !source.startsWith('/api/messages/'))
  const handlers = [...document.querySelectorAll('*')].flatMap(({ attributes }) =>
    [...attributes].map(({ name }) => name).filter((name) => /^on/i.test(name)))
  const ways = [...document.querySelectorAll('a[href], form[action]')]
    .map((element) => [element.getAttribute('href') ?? element.getAttribute('action'), element.rel])
    .filter(([way, rel]) => !/^(?:\\/(?!\\/)|#)/.test(way) && !(/^https?:\\/\\//i.test(way) && rel === 'noreferrer'))
    .map(([way]) => way)
  return {
    words: document.querySelector('main').innerText,
    foreign: [...tags, ...images, ...handlers, ...ways],
  }
})()`

export interface Look {
  words: string
  foreign: string[]
}

/** Presses what shows more of a page, and says whether nothing more is there. In one step: the page may load it by itself meanwhile. */
export const SHOW_ALL = `(() => {
  const more = [...document.querySelectorAll('button')]
    .find(({ textContent }) => /^(Older messages|Show more|Loading …)$/.test(textContent))
  if (more?.disabled === false) more.click()
  return more === undefined
})()`

/** Of each contact's number: whether its first digits stand left of its last ones. */
export const NUMBERS_IN_ORDER = `[...document.querySelectorAll('[role=log] li li')].flatMap((card) => {
  const leftOf = (node, at) => {
    const range = document.createRange()
    range.setStart(node, at)
    range.setEnd(node, at + 1)
    return range.getBoundingClientRect().left
  }
  const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT)
  const found = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const at = node.textContent.indexOf('2222 3333')
    if (at >= 0) found.push(leftOf(node, at) < leftOf(node, at + 8))
  }
  return found
})`
