// Adds what reading does not need: a switch between light and dark, a copy button on each block of code,
// a search in the index of equations.
// It is read before the text is painted, so that a remembered scheme never flashes; the rest waits.
(() => {
  const root = document.documentElement
  const names = {auto: '跟随系统', light: '浅色', dark: '深色'}, marks = {auto: '◐', light: '○', dark: '●'}
  const remembered = () => { try { return localStorage.getItem('huoye-scheme') } catch { return null } }
  const remember = (scheme) => { try { localStorage.setItem('huoye-scheme', scheme) } catch { /* forbidden: this page only */ } }
  let scheme = remembered() in names ? remembered() : 'auto'
  const paint = () => { root.style.colorScheme = scheme === 'auto' ? '' : scheme }
  paint()

  const button = (kind, text, act) => {
    const made = Object.assign(document.createElement('button'), {type: 'button', className: kind, textContent: text})
    made.addEventListener('click', () => act(made))
    return made
  }
  const label = (made) => {
    made.textContent = marks[scheme]
    made.title = `明暗：${names[scheme]}`
    made.setAttribute('aria-label', made.title)
  }
  const turn = (made) => {
    const all = Object.keys(names)
    scheme = all[(all.indexOf(scheme) + 1) % all.length]
    remember(scheme)
    paint()
    label(made)
  }
  const search = (find) => {
    const [field, told] = find.children, packed = (text) => text.replace(/\s+/g, '').toLowerCase()
    const posts = [...document.querySelectorAll('.index section')].map((post) => [post, [...post.children].slice(1).map((item) => [item, packed(item.textContent)])])
    find.hidden = false
    field.addEventListener('input', () => {
      const wanted = packed(field.value)
      let count = 0
      for (const [post, items] of posts) {
        let left = 0
        for (const [item, tex] of items) left += !(item.hidden = !tex.includes(wanted))
        post.hidden = !left
        count += left
      }
      told.textContent = wanted ? `${count} 个` : ''
    })
  }
  const copy = (pre) => async (made) => {
    try { await navigator.clipboard.writeText(pre.textContent); made.textContent = '已复制' } catch { made.textContent = '未能复制' }
    setTimeout(() => { made.textContent = '复制' }, 1500)
  }
  document.addEventListener('DOMContentLoaded', () => {
    const made = button('scheme', '', turn)
    label(made)
    document.querySelector('.bar nav').append(made)
    for (const find of document.querySelectorAll('.find')) search(find)
    if (navigator.clipboard) for (const pre of document.querySelectorAll(':is(.code, .src, .cite) > pre')) pre.before(button('copy', '复制', copy(pre)))
  })
})()
