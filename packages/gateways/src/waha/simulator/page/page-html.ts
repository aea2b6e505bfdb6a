const ICON = {
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm.9 4.5v4.6l3.4 2-.8 1.4-4.2-2.5V7.5h1.6Z',
  send: 'M3.4 20.4 21.5 12 3.4 3.6v6.5L15 12 3.4 13.9v6.5Z',
  bell: 'M12 4.2c4.6.4 8 3.9 8 8.8v1H4v-1c0-4.9 3.4-8.4 8-8.8ZM11 2.5h2v1.2h-2V2.5ZM3 15.6h18v2.2H3v-2.2Z',
}

function icon(path: string): string {
  return `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`
}

export const PAGE_HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>A guest's phone · Bellhop</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<aside class="people">
  <h1>${icon(ICON.bell)} Bellhop</h1>
  <p class="lead">Whose phone is it?</p>
  <ul id="people"></ul>
  <form id="another" class="another">
    <label for="number">Another number</label>
    <input id="number" inputmode="tel" autocomplete="off" placeholder="0812 3456 7890" required>
    <button type="submit">Use it</button>
  </form>
  <p class="fine">No message leaves this machine: WhatsApp is simulated.</p>
</aside>
<main class="phone" aria-label="The guest's phone">
  <div class="bar" aria-hidden="true"><time id="now"></time><span id="owner"></span></div>
  <header>
    <span class="avatar hotel">${icon(ICON.bell)}</span>
    <div class="title"><strong>The hotel</strong><span id="status" role="status"></span></div>
    <button id="later" type="button" title="Moves this guest's clock">${icon(ICON.clock)} 31 minutes later</button>
  </header>
  <ol id="chat" role="log" aria-label="Conversation"></ol>
  <div id="ideas" class="ideas"></div>
  <form id="composer" class="composer">
    <textarea id="text" rows="1" maxlength="65000" placeholder="Message" aria-label="Message" enterkeyhint="send"></textarea>
    <button type="submit" aria-label="Send">${icon(ICON.send)}</button>
  </form>
</main>
<script src="/page.js"></script>
</body>
</html>
`
