/**
 * This file was generated from edge/sandbox/inspector/client.js by `npm run generate`.
 * Do not make direct changes to the file.
 */

/** The script of the emulator's inspector, as JavaScript for a browser. */
export const inspectorScript: string = `// @ts-check
/**
 * Keeps the inspector's page up to date. \`npm run generate\` embeds this file into generated/inspector-script.ts.
 *
 * It fetches the page again and applies the differences, so that only the server renders markup, and the server escapes
 * everything. Fetched markup cannot run: a document from \`DOMParser\` runs no scripts, even after its elements are moved, and
 * the page's Content Security Policy forbids inline handlers.
 */

{
  /** Short enough to look live. */
  const POLL_MS = 1000
  /** The interval while the emulator does not respond. */
  const RETRY_MS = 5000
  const TIMEOUT_MS = 10000

  const find = (/** @type {string} */ id) => {
    const found = document.getElementById(id)
    if (found === null) throw new Error(\`Cannot update the page: it has no element #\${id}\`)
    return found
  }
  const news = find('news')
  const message = find('message')
  const pause = find('pause')
  const page = document.querySelector('[data-page]')?.getAttribute('data-page') ?? location.href

  /** @type {string | null} The ETag of the version on the screen. */
  let shown = null
  let isPaused = false
  let timer = 0

  /** Makes \`current\` equal to \`updated\`. Equal parts stay, and keep what is open, focused, scrolled, or selected. */
  function merge(/** @type {Element} */ current, /** @type {Element} */ updated) {
    for (const { name } of [...current.attributes]) {
      if (!updated.hasAttribute(name) && !isUserControlled(current, name)) current.removeAttribute(name)
    }
    for (const { name, value } of updated.attributes) {
      if (current.getAttribute(name) !== value && !isUserControlled(current, name)) current.setAttribute(name, value)
    }

    // Remove first, so that no remaining element has to move. Moving an element takes its focus.
    const ids = new Set([...updated.children].map(({ id }) => id))
    for (const child of [...current.children]) {
      if (child.id !== '' && !ids.has(child.id) && !isInUse(current, child)) child.remove()
    }
    let next = current.firstChild
    for (const node of [...updated.childNodes]) {
      if (next !== null && isSameNode(next, node)) {
        if (next instanceof Element && node instanceof Element) merge(next, node)
        else if (next.nodeValue !== node.nodeValue) next.nodeValue = node.nodeValue
        next = next.nextSibling
      } else {
        current.insertBefore(document.importNode(node, true), next)
      }
    }
    while (next !== null) {
      const child = next
      next = next.nextSibling
      if (!(child instanceof Element && isInUse(current, child))) child.remove()
    }
  }

  function isSameNode(/** @type {Node} */ a, /** @type {Node} */ b) {
    if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return false
    return !(a instanceof Element && b instanceof Element) || a.id === b.id
  }

  /** The user decides what is open. */
  function isUserControlled(/** @type {Element} */ element, /** @type {string} */ attribute) {
    return element.localName === 'details' && attribute === 'open'
  }

  /** A request that the user is reading stays, even when it is no longer among the newest. */
  function isInUse(/** @type {Element} */ list, /** @type {Element} */ item) {
    const isRead = item.querySelector('details[open]') !== null || item.contains(document.activeElement)
    return list.hasAttribute('data-keep') && isRead
  }

  /** Applies a new version of the page. Returns the IDs of new requests. */
  function show(/** @type {Document} */ updated) {
    const before = new Set(requestIds(document))
    const since = document.querySelector('ol.requests')?.id
    for (const element of document.querySelectorAll('[data-live]')) {
      const replacement = updated.getElementById(element.id)
      if (replacement !== null) merge(element, replacement)
    }
    const isSame = since === undefined || since === document.querySelector('ol.requests')?.id
    return requestIds(updated).filter((id) => isSame && !before.has(id))
  }

  function requestIds(/** @type {Document} */ page) {
    return [...page.querySelectorAll('ol.requests > li')].map(({ id }) => id)
  }

  function announce(/** @type {readonly string[]} */ ids) {
    const [newest = ''] = ids
    if (ids.length === 1) setNews(\`New: \${nameOf(newest)}\`)
    else if (ids.length > 1) setNews(\`\${ids.length} new requests, the last one: \${nameOf(newest)}\`)
  }

  function nameOf(/** @type {string} */ id) {
    return [...find(id).querySelectorAll('.status, strong, summary code')].map((part) => part.textContent).join(' ')
  }

  function setNews(/** @type {string} */ text) {
    if (news.textContent !== text) news.textContent = text
  }

  function parse(/** @type {string} */ text) {
    return new DOMParser().parseFromString(text, 'text/html')
  }

  async function poll() {
    clearTimeout(timer)
    if (isPaused || document.hidden) return
    let waitMs = POLL_MS
    try {
      const response = await fetch(page, {
        headers: shown === null ? {} : { 'If-None-Match': shown },
        cache: 'no-store',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      const text = await response.text()
      if (response.ok && !isPaused) {
        announce(show(parse(text)))
        if (shown === null) setNews('Live: new requests show up here.')
        shown = response.headers.get('etag')
      }
    } catch {
      waitMs = RETRY_MS
      shown = null
      setNews('The emulator does not respond. Trying again every few seconds.')
    }
    clearTimeout(timer)
    timer = window.setTimeout(poll, waitMs)
  }

  /** Submits a form without leaving the page. */
  async function send(/** @type {HTMLFormElement} */ form, /** @type {HTMLElement | null} */ button) {
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(form, button)) fields.append(name, String(value))
    try {
      const response = await fetch(form.action, {
        method: 'POST',
        body: fields,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      const updated = parse(await response.text())
      show(updated)
      const newMessage = updated.getElementById('message')
      merge(message, newMessage ?? document.createElement('p'))
      if (newMessage === null)
        message.textContent = \`Cannot do this: the emulator responded with status \${response.status}\`
      shown = null
    } catch {
      message.textContent = 'Cannot do this: the emulator does not respond'
    }
    // The button may have disappeared together with the decided request.
    if (document.activeElement === document.body) message.focus()
  }

  document.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement)) return
    event.preventDefault()
    void send(event.target, event.submitter)
  })

  document.addEventListener('click', async ({ target }) => {
    if (!(target instanceof Element) || !target.matches('button.copy')) return
    const text = target.closest('details')?.querySelector('.curl')?.textContent ?? ''
    try {
      await navigator.clipboard.writeText(text)
      target.textContent = 'Copied'
    } catch {
      target.textContent = 'Select it to copy'
    }
  })

  pause.addEventListener('click', () => {
    isPaused = !isPaused
    pause.setAttribute('aria-pressed', String(isPaused))
    setNews(isPaused ? 'Paused.' : 'Live: new requests show up here.')
    void poll()
  })

  document.addEventListener('visibilitychange', () => void poll())
  // Shows the elements that need this script.
  document.documentElement.classList.add('is-live')
  void poll()
}
`
