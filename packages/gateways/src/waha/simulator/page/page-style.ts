export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --desk: #e3e7e4; --ink: #111b21; --faint: #667781; --panel: #ffffff; --line: #e2e6e8;
  --head: #008069; --on-head: #ffffff; --paper: #efe7dd; --grain: #00000009;
  --theirs: #ffffff; --mine: #d9fdd3; --chip: #ffffffe6; --field: #ffffff; --accent: #008069; --act: #008069;
  --seen: #34a5e8; --bad: #c62f3b; --picked: #e7f6f2; --frame: #16201d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --desk: #060b0e; --ink: #e9edef; --faint: #8f9ea6; --panel: #111b21; --line: #24323a;
    --head: #1f2c34; --on-head: #e9edef; --paper: #0b141a; --grain: #ffffff06;
    --theirs: #202c33; --mine: #005c4b; --chip: #182329e6; --field: #2a3942; --accent: #12b28c; --act: #00876b;
    --seen: #53bdeb; --bad: #f1737d; --picked: #1d2b33; --frame: #2a363d;
  }
}
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body {
  display: grid; grid-template-columns: minmax(240px, 300px) auto; justify-content: center; align-items: center;
  gap: clamp(24px, 5vw, 72px); padding: 24px; background: var(--desk); color: var(--ink);
  font: 15px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
button, input, textarea { font: inherit; color: inherit; }
button { cursor: pointer; border: 0; background: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
svg { width: 1.25em; height: 1.25em; fill: currentColor; flex: none; }

.people { align-self: center; max-height: 100%; display: flex; flex-direction: column; min-height: 0; }
.people h1 { display: flex; align-items: center; gap: .4em; margin: 0; font-size: 26px; letter-spacing: -.02em; }
.people h1 svg { color: var(--accent); }
.lead { margin: 2px 0 14px; color: var(--faint); }
#people { list-style: none; margin: 0; padding: 0; overflow: auto; min-height: 72px; scrollbar-width: thin; }
#people button {
  display: flex; align-items: center; gap: 12px; width: 100%; padding: 9px 12px; border-radius: 12px; text-align: left;
}
#people button:hover { background: color-mix(in srgb, var(--panel) 55%, transparent); }
#people button[aria-pressed=true] { background: var(--panel); box-shadow: 0 1px 2px #0000001f; }
#people strong, #people small { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#people strong { font-weight: 600; }
#people small { color: var(--faint); font-variant-numeric: tabular-nums; }
#people span:last-child { min-width: 0; }
.avatar {
  display: grid; place-items: center; flex: none; width: 40px; height: 40px; border-radius: 50%;
  color: #fff; font-weight: 600; font-size: 15px; background: hsl(var(--hue, 165) 42% 42%);
}
.avatar.hotel { background: #ffffff2e; font-size: 18px; }
.another { display: grid; grid-template-columns: 1fr auto; gap: 6px 8px; margin-top: 16px; }
.another label { grid-column: 1 / -1; color: var(--faint); font-size: 13px; }
.another input { min-width: 0; padding: 8px 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--panel); }
.another button { padding: 8px 14px; border-radius: 10px; background: var(--act); color: #fff; font-weight: 600; }
.another input:user-invalid { border-color: var(--bad); }
.fine { margin: 18px 0 0; color: var(--faint); font-size: 13px; }

.phone {
  display: flex; flex-direction: column; width: 412px; height: min(844px, calc(100dvh - 48px)); overflow: hidden;
  border: 9px solid var(--frame); border-radius: 40px; background: var(--paper); box-shadow: 0 24px 60px #00000038;
}
.bar {
  display: flex; justify-content: space-between; gap: 16px; padding: 9px 24px 2px; background: var(--head); color: var(--on-head);
  font-size: 13px; font-weight: 600; font-variant-numeric: tabular-nums;
}
.bar span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; opacity: .85; font-weight: 400; }
.phone header { display: flex; align-items: center; gap: 10px; padding: 8px 12px 10px; background: var(--head); color: var(--on-head); }
.title { flex: 1; min-width: 0; line-height: 1.25; }
.title strong { display: block; font-size: 16px; font-weight: 600; }
.title span { font-size: 13px; opacity: .85; }
#later {
  display: flex; align-items: center; gap: 6px; padding: 7px 12px; border-radius: 99px; background: #ffffff24; color: inherit;
  font-size: 13px; font-weight: 600; white-space: nowrap;
}
#later:hover { background: #ffffff3d; }

#chat {
  flex: 1; min-height: 0; overflow-y: auto; list-style: none; margin: 0; padding: 14px 14px 6px; display: flex; flex-direction: column;
  gap: 3px; background: radial-gradient(var(--grain) 1.5px, transparent 1.6px) 0 0 / 18px 18px var(--paper);
  overscroll-behavior: contain; scrollbar-width: thin;
}
#chat::before { content: ""; margin-top: auto; }
.bubble {
  position: relative; align-self: flex-start; max-width: 82%; padding: 6px 9px 7px; border-radius: 9px;
  background: var(--theirs); box-shadow: 0 1px .5px #0b141a21; font-size: 14.5px; overflow-wrap: anywhere;
}
.bubble.mine { align-self: flex-end; background: var(--mine); }
.bubble.first { margin-top: 7px; }
.bubble.first:not(.mine) { border-top-left-radius: 0; }
.bubble.first.mine { border-top-right-radius: 0; }
.bubble.first::before {
  content: ""; position: absolute; top: 0; left: -8px; width: 9px; height: 11px; background: var(--theirs);
  clip-path: polygon(0 0, 100% 0, 100% 100%);
}
.bubble.first.mine::before { left: auto; right: -8px; background: var(--mine); clip-path: polygon(0 0, 100% 0, 0 100%); }
.bubble p { display: inline; margin: 0; white-space: pre-wrap; }
.meta {
  float: right; display: inline-flex; align-items: center; gap: 3px; margin: 7px -2px -4px 12px; color: var(--faint);
  font-size: 11px; font-variant-numeric: tabular-nums; user-select: none;
}
.mine .meta { color: color-mix(in srgb, var(--ink) 55%, var(--mine)); }
.meta svg { width: 16px; height: 11px; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.meta .seen { color: var(--seen); }
.meta .failed { color: var(--bad); }
.divider, .hint {
  align-self: center; margin: 12px 0 6px; padding: 5px 12px; border-radius: 8px; background: var(--chip); color: var(--faint);
  box-shadow: 0 1px .5px #0b141a1c; font-size: 12.5px; text-align: center; font-variant-numeric: tabular-nums;
}
.hint { max-width: 300px; padding: 9px 14px; line-height: 1.45; }
.dots { display: inline-flex; gap: 4px; padding: 5px 3px 4px; }
.dots i { width: 7px; height: 7px; border-radius: 50%; background: var(--faint); animation: dot 1.2s infinite; }
.dots i:nth-child(2) { animation-delay: .15s; }
.dots i:nth-child(3) { animation-delay: .3s; }
@keyframes dot { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; transform: translateY(-3px); } }
@media (prefers-reduced-motion: reduce) { .dots i { animation: none; } }

.ideas { display: flex; gap: 8px; padding: 6px 12px 0; overflow-x: auto; background: var(--paper); scrollbar-width: none; }
.ideas button {
  flex: none; padding: 6px 12px; border-radius: 99px; background: var(--field); color: var(--accent); font-size: 13.5px;
  box-shadow: 0 1px 1px #0b141a14;
}
.composer { display: flex; align-items: flex-end; gap: 8px; padding: 8px 10px max(12px, env(safe-area-inset-bottom)); background: var(--paper); }
.composer textarea {
  flex: 1; min-width: 0; max-height: 132px; padding: 10px 16px; border: 0; border-radius: 22px; resize: none; background: var(--field);
  line-height: 1.4; box-shadow: 0 1px 1px #0b141a14;
}
.composer textarea:focus-visible { outline: 1.5px solid color-mix(in srgb, var(--accent) 40%, transparent); outline-offset: -1px; }
.composer button {
  display: grid; place-items: center; flex: none; width: 43px; height: 43px; border-radius: 50%; background: var(--act); color: #fff;
}
.composer button:disabled { opacity: .45; cursor: default; }

@media (max-width: 760px) {
  body { display: flex; flex-direction: column; align-items: stretch; gap: 0; padding: 0; height: 100dvh; background: var(--panel); }
  .people { flex: none; align-self: stretch; padding: 10px 12px 8px; gap: 8px; }
  .people h1, .lead, .fine { display: none; }
  #people { display: flex; gap: 8px; min-height: 0; overflow-x: auto; scrollbar-width: none; }
  #people button { width: auto; padding: 4px 12px 4px 4px; gap: 8px; border-radius: 99px; background: var(--picked); white-space: nowrap; }
  #people button[aria-pressed=true] { background: var(--act); color: #fff; box-shadow: none; }
  #people small { display: none; }
  #people .avatar { width: 28px; height: 28px; font-size: 12px; }
  .another { margin: 0; }
  .another label { display: none; }
  .another input, .another button { padding: 6px 12px; }
  .phone { flex: 1; width: auto; height: auto; min-height: 0; border: 0; border-radius: 0; box-shadow: none; }
  .bar { padding: 6px 16px 0; }
}
`
