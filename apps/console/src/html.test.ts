import { describe, expect, test } from 'vitest'

import { html } from './html.ts'

describe('a template', () => {
  test('shows what it is given as text', () => {
    expect(html`<p title="${`" onclick='x'`}">${'<script>alert(1)</script> & `'}</p>`.markup).toBe(
      '<p title="&quot; onclick=&#39;x&#39;">&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#96;</p>',
    )
  })

  test('keeps the markup of templates within it, lists of them included', () => {
    const items = ['a', '<b>', '$&'].map((item) => html`<i>${item}</i>`)
    expect(html`<b>${items}</b>`.markup).toBe('<b><i>a</i><i>&lt;b&gt;</i><i>$&amp;</i></b>')
  })

  test('shows nothing for what is not there, and zero as zero', () => {
    expect(html`${null}${undefined}${false}${0}${12n}`.markup).toBe('012')
  })
})
